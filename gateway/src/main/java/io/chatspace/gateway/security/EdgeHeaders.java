package io.chatspace.gateway.security;

import io.chatspace.kit.web.RequestId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/// Says who called and how, in `X-Forwarded-For`, `-Proto` and `-Host`, and drops what callers say of
/// themselves: forwarding headers (unless a trusted proxy says them), `X-User-*` and `X-Internal-*`. `Origin`
/// ends here too: it was judged.
public final class EdgeHeaders implements HttpHeadersFilter {
    private static final List<String> OURS_BEGIN = List.of("x-forwarded-", "x-user-", "x-internal-");
    private static final List<String> OURS = List.of("forwarded", "x-real-ip", "origin");

    private final Set<String> trustedProxies;

    EdgeHeaders(Collection<String> trustedProxies) {
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var scheme = request.getURI().getScheme();
        var changed = new HttpHeaders();
        changed.putAll(headers);
        changed.set(RequestId.HEADER, RequestId.of(exchange));
        rewrite(changed, request.getRemoteAddress(), scheme == null ? "http" : scheme);
        return changed;
    }

    /// Also for the relay, whose requests do not pass the filters.
    public void rewrite(HttpHeaders headers, @Nullable InetSocketAddress remote, String scheme) {
        var address = remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
        boolean trusted = trustedProxies.contains(address);
        var forwardedFor = trusted ? headers.getFirst("X-Forwarded-For") : null;
        var proto = trusted ? headers.getFirst("X-Forwarded-Proto") : null;
        var host = trusted ? headers.getFirst("X-Forwarded-Host") : null;
        var dropped = new ArrayList<String>();
        headers.forEach((name, _) -> {
            if (ours(name)) {
                dropped.add(name);
            }
        });
        dropped.forEach(headers::remove);
        headers.set("X-Forwarded-For", forwardedFor == null ? address : forwardedFor + ", " + address);
        headers.set("X-Forwarded-Proto", proto == null ? scheme : proto);
        var forwardedHost = host == null ? headers.getFirst(HttpHeaders.HOST) : host;
        if (forwardedHost != null) {
            headers.set("X-Forwarded-Host", forwardedHost);
        }
    }

    private static boolean ours(String name) {
        return OURS.stream().anyMatch(name::equalsIgnoreCase)
                || OURS_BEGIN.stream().anyMatch(begin -> name.regionMatches(true, 0, begin, 0, begin.length()));
    }
}
