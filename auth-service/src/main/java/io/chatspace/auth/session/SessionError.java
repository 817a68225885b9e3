package io.chatspace.auth.session;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Why a session was not refreshed or ended.
abstract sealed class SessionError extends DomainError {
    private SessionError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    static final class NoRefreshToken extends SessionError {
        NoRefreshToken() {
            super(ErrorKind.UNAUTHENTICATED, "refresh_missing", "Unauthorized - No refresh token provided");
        }
    }

    /// Ended, expired, or taken back because its token was used twice.
    static final class Ended extends SessionError {
        Ended() {
            super(ErrorKind.UNAUTHENTICATED, "session_ended", "Unauthorized - Session has ended, please log in again");
        }
    }

    static final class NotFound extends SessionError {
        NotFound() {
            super(ErrorKind.NOT_FOUND, "session_not_found", "Session not found");
        }
    }
}
