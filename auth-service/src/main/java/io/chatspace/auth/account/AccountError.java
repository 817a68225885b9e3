package io.chatspace.auth.account;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;

/// Why nobody was signed up or logged in.
abstract sealed class AccountError extends DomainError {
    private AccountError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    static final class UserExists extends AccountError {
        UserExists() {
            super(ErrorKind.INVALID, "user_exists", "User already exists");
        }
    }

    /// Somebody is guessing.
    static final class TooManyFailures extends AccountError {
        private final Duration wait;

        TooManyFailures(Duration wait) {
            super(ErrorKind.RATE_LIMITED, "too_many_failures", "Too many failed logins, please try again later");
            this.wait = wait;
        }

        @Override
        public Duration retryAfter() {
            return wait.plusMillis(999);
        }
    }

    /// Whoever holds the token does not know the password.
    static final class WrongPassword extends AccountError {
        WrongPassword() {
            super(ErrorKind.INVALID, "wrong_password", "Password is wrong");
        }
    }

    /// The same for a wrong password and for an address that nobody has.
    static final class InvalidCredentials extends AccountError {
        InvalidCredentials() {
            super(ErrorKind.INVALID, "invalid_credentials", "Invalid credentials");
        }
    }
}
