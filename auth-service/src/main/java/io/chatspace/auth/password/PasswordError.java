package io.chatspace.auth.password;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;

/// Why a password was not taken, or not looked at.
public abstract sealed class PasswordError extends DomainError {
    private PasswordError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    public static final class TooShort extends PasswordError {
        TooShort(int min) {
            super(ErrorKind.INVALID, "password_too_short", "Password must have at least " + min + " characters");
        }
    }

    public static final class TooLong extends PasswordError {
        TooLong(int max) {
            super(ErrorKind.INVALID, "password_too_long", "Password must have at most " + max + " characters");
        }
    }

    public static final class TooCommon extends PasswordError {
        TooCommon() {
            super(ErrorKind.INVALID, "password_too_common", "Password is one of the most common ones, choose another");
        }
    }

    /// Every hashing thread is busy and the queue before them is full.
    public static final class Busy extends PasswordError {
        private static final Duration SOON = Duration.ofSeconds(2);

        Busy() {
            super(ErrorKind.RATE_LIMITED, "busy", "Too many people are logging in right now, please try again");
        }

        @Override
        public Duration retryAfter() {
            return SOON;
        }
    }
}
