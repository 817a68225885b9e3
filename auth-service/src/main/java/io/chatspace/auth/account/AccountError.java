package io.chatspace.auth.account;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

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

    /// The same for a wrong password and for an address that nobody has.
    static final class InvalidCredentials extends AccountError {
        InvalidCredentials() {
            super(ErrorKind.INVALID, "invalid_credentials", "Invalid credentials");
        }
    }
}
