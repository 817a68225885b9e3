package io.chatspace.auth.session;

import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/// Where a session is used from, as its owner is told in the list of sessions. A hint, not a proof: it is what the
/// client
/// and the proxies before it say.
///
/// @param device  the `User-Agent`, shortened
/// @param address the client's address as the gateway passes it on
/// @param secure  whether the client spoke HTTPS
public record Client(String device, String address, boolean secure) {
    private static final int MAX_DEVICE = 200;
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    public static Client of(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        return new Client(device(headers), address(exchange), secure(exchange));
    }

    private static String device(HttpHeaders headers) {
        var agent = headers.getFirst(HttpHeaders.USER_AGENT);
        if (agent == null) {
            return "";
        }
        var printable = agent.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .limit(MAX_DEVICE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return printable.toString();
    }

    private static String address(ServerWebExchange exchange) {
        var forwarded = exchange.getRequest().getHeaders().getFirst("X-Forwarded-For");
        if (forwarded != null) {
            var first = forwarded.split(",", 2)[0].strip();
            if (ADDRESS.matcher(first).matches()) {
                return first;
            }
        }
        var remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? ""
                : remote.getAddress().getHostAddress();
    }

    private static boolean secure(ServerWebExchange exchange) {
        var forwarded = exchange.getRequest().getHeaders().getFirst("X-Forwarded-Proto");
        return forwarded == null
                ? exchange.getRequest().getSslInfo() != null
                : forwarded.split(",", 2)[0].strip().equalsIgnoreCase("https");
    }
}
