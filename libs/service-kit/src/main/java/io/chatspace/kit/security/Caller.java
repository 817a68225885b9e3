package io.chatspace.kit.security;

import io.chatspace.contracts.TokenClaims;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// Who a checked access token speaks for. An endpoint takes it as an argument.
///
/// @param sessionId the session that the token belongs to; null in tokens made without one
/// @param token     the token itself, for calls to other services in the caller's name; never logged
public record Caller(String userId, @Nullable String sessionId, boolean admin, String token) {
    public static Caller of(Jwt jwt) {
        return new Caller(
                Objects.requireNonNull(jwt.getSubject(), "checked tokens have a subject"),
                jwt.getClaimAsString(TokenClaims.SESSION_ID),
                TokenClaims.ROLE_ADMIN.equals(jwt.getClaimAsString(TokenClaims.ROLE)),
                jwt.getTokenValue());
    }

    @Override
    public String toString() {
        return "Caller[" + userId + "]";
    }
}
