package io.chatspace.kit.security;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/// Why a token was not taken. [#reason()] is the bare text that sockets and HTTP each put their own words before.
public abstract sealed class TokenError extends DomainError {
    private final String reason;

    private TokenError(ErrorKind kind, String code, String prefix, String reason, @Nullable Throwable cause) {
        super(kind, code, prefix + reason, cause);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    private static final String UNAUTHORIZED = "Unauthorized - ";

    public static final class Missing extends TokenError {
        public Missing() {
            super(ErrorKind.UNAUTHENTICATED, "token_missing", UNAUTHORIZED, "No token provided", null);
        }
    }

    /// Malformed, wrongly signed, for somebody else, or revoked.
    public static final class Invalid extends TokenError {
        public Invalid() {
            super(ErrorKind.UNAUTHENTICATED, "token_invalid", UNAUTHORIZED, "Invalid token", null);
        }
    }

    public static final class Expired extends TokenError {
        public Expired() {
            super(ErrorKind.UNAUTHENTICATED, "token_expired", UNAUTHORIZED, "Token expired", null);
        }
    }

    public static final class UserNotFound extends TokenError {
        public UserNotFound() {
            super(ErrorKind.UNAUTHENTICATED, "user_not_found", UNAUTHORIZED, "User not found", null);
        }
    }

    /// The keys can't be had right now, so nothing can be said of the token: try again, do not log out.
    public static final class Unavailable extends TokenError {
        public Unavailable(@Nullable Throwable cause) {
            super(ErrorKind.UNAVAILABLE, "unavailable", "", "Service unavailable", cause);
        }
    }
}
