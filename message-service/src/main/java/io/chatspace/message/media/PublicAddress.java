package io.chatspace.message.media;

import io.chatspace.message.media.store.MediaId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// Where clients reach us: the origin that `chatspace.public-url` (`CHATSPACE_PUBLIC_URL`) names, else the one that the
/// request was sent to, by the gateway's `X-Forwarded-Proto` and `-Host` where they are there.
///
/// Without the setting a sender has a say in it, by the `Host` that it names: set it where strangers may sign up.
@Component
class PublicAddress {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?");

    private final String configured;

    PublicAddress(@Value("${chatspace.public-url:}") String configured) {
        var stripped = configured.strip().replaceAll("/+$", "");
        if (!stripped.isEmpty() && !isOrigin(stripped)) {
            throw new IllegalArgumentException(
                    "chatspace.public-url (CHATSPACE_PUBLIC_URL) must be like https://chat.example.org");
        }
        this.configured = stripped;
    }

    String image(MediaId id, ServerWebExchange exchange) {
        return origin(exchange) + "/api/media/" + id;
    }

    static String thumb(String image) {
        return image + "/thumb";
    }

    private String origin(ServerWebExchange exchange) {
        if (!configured.isEmpty()) {
            return configured;
        }
        var request = exchange.getRequest();
        var headers = request.getHeaders();
        var forwarded = host(headers.getFirst("X-Forwarded-Host"));
        if (forwarded != null) {
            var scheme = "https".equals(headers.getFirst("X-Forwarded-Proto")) ? "https" : "http";
            return scheme + "://" + forwarded;
        }
        var host = host(headers.getFirst(HttpHeaders.HOST));
        if (host != null) {
            return "http://" + host;
        }
        var local = request.getLocalAddress();
        return "http://localhost" + (local == null ? "" : ":" + local.getPort());
    }

    private static @Nullable String host(@Nullable String header) {
        return header != null && HOST.matcher(header).matches() ? header : null;
    }

    private static boolean isOrigin(String text) {
        try {
            var uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
