package io.chatspace.gateway.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;

/// Which origins browsers may call from. One answer for HTTP and for the WebSocket handshake.
public final class Origins {
    private final CorsConfiguration cors = new CorsConfiguration();

    Origins(List<String> allowed) {
        cors.setAllowedOriginPatterns(allowed);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        cors.setExposedHeaders(List.of("X-Request-Id", "Retry-After", "Content-Disposition"));
        cors.setMaxAge(3600L);
    }

    CorsConfiguration cors() {
        return cors;
    }

    /// Whether a handshake with that `Origin` header, sent to that `Host`, may go on. No origin: not a browser.
    public boolean allow(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        boolean ourOwn = host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
        return ourOwn || cors.checkOrigin(origin) != null;
    }
}
