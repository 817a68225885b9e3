package io.chatspace.kit.security;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/// Who a checked access token speaks for. An endpoint takes it as an argument.
///
/// @param sessionId the session that the token belongs to; null in tokens made without one
/// @param token     the token itself, for calls to other services in the caller's name; never logged
public record Caller(String userId, @Nullable String sessionId, boolean admin, String token) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /// Who makes this request. Throws [TokenError.Missing] on a path of [PublicPaths], where nobody is asked.
    public static Caller of(ServerWebExchange exchange) {
        var caller = orNull(exchange);
        if (caller == null) {
            throw new TokenError.Missing();
        }
        return caller;
    }

    /// The same, null where nobody was asked.
    public static @Nullable Caller orNull(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    void makes(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    @Override
    public String toString() {
        return "Caller[" + userId + "]";
    }
}
