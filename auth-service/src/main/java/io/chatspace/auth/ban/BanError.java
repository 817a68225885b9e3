package io.chatspace.auth.ban;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Why nobody was banned, let in again, or shown.
abstract sealed class BanError extends DomainError {
    private BanError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    /// The text of message-service's switches.
    static final class NotAdmin extends BanError {
        NotAdmin() {
            super(ErrorKind.FORBIDDEN, "not_admin", "Admin access required");
        }
    }

    static final class MalformedId extends BanError {
        MalformedId() {
            super(ErrorKind.INVALID, "malformed_id", "User id must be 24 hexadecimal digits");
        }
    }

    static final class BadPage extends BanError {
        BadPage() {
            super(
                    ErrorKind.INVALID,
                    "invalid_page",
                    "limit must be a number from 1 to " + BanEndpoint.MOST + ", and after a user id");
        }
    }

    static final class UserNotFound extends BanError {
        UserNotFound() {
            super(ErrorKind.NOT_FOUND, "user_not_found", "User not found");
        }
    }

    static final class Oneself extends BanError {
        Oneself() {
            super(ErrorKind.INVALID, "ban_oneself", "You can't ban yourself");
        }
    }

    static final class AnotherAdmin extends BanError {
        AnotherAdmin() {
            super(ErrorKind.FORBIDDEN, "ban_admin", "Admins can't be banned");
        }
    }
}
