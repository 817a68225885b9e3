package io.chatspace.gateway.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param origins        origins besides our own that browsers may call from, as `https://chat.example` or with
/// patterns as
///                       `http://localhost:[*]`; `*` is any. Empty: only our own.
/// @param trustedProxies addresses of load balancers whose `X-Forwarded-*` headers are believed; empty: nobody's
///                       are
@ConfigurationProperties("chatspace.gateway")
public record EdgeProperties(
        @Nullable List<String> origins, @Nullable List<String> trustedProxies) {
    public EdgeProperties {
        origins = cleaned(origins);
        trustedProxies = cleaned(trustedProxies);
    }

    private static List<String> cleaned(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }

    public List<String> allowedOrigins() {
        return origins == null ? List.of() : origins;
    }

    public List<String> proxies() {
        return trustedProxies == null ? List.of() : trustedProxies;
    }
}
