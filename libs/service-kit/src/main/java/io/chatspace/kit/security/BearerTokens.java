package io.chatspace.kit.security;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Reads `Authorization: Bearer ...`, the scheme in any case of letters. No header, another scheme, or nothing
/// after it is no token at all.
public final class BearerTokens {
    private static final String SCHEME = "bearer";

    private BearerTokens() {}

    /// The token that the headers carry, or null.
    public static @Nullable String read(HttpHeaders headers) {
        var header = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var rest = header.substring(SCHEME.length());
        if (rest.isEmpty() || !Character.isWhitespace(rest.charAt(0)) || rest.isBlank()) {
            return null;
        }
        return rest.strip();
    }
}
