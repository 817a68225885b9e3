package io.chatspace.auth.session;

import io.chatspace.auth.session.SessionService.Issued;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/// The cookie that carries the refresh token: out of reach of scripts, never sent from another site, and only to the
/// paths of accounts.
public final class RefreshCookie {
    static final String NAME = "chatspace_refresh";

    private RefreshCookie() {}

    /// Sets it where the client asked for one.
    public static void set(ServerWebExchange exchange, Issued issued) {
        var token = issued.refreshToken();
        if (token != null) {
            put(exchange, token, issued.sessionEndsIn());
        }
    }

    public static void clear(ServerWebExchange exchange) {
        put(exchange, "", Duration.ZERO);
    }

    static @Nullable String read(ServerWebExchange exchange) {
        var cookie = exchange.getRequest().getCookies().getFirst(NAME);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    private static void put(ServerWebExchange exchange, String value, Duration life) {
        exchange.getResponse()
                .addCookie(ResponseCookie.from(NAME, value)
                        .path("/api/auth")
                        .maxAge(life)
                        .httpOnly(true)
                        .sameSite("Strict")
                        .secure(Client.of(exchange).secure())
                        .build());
    }
}
