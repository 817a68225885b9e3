package io.chatspace.presence.roster;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Why a question about presence could not be answered.
abstract sealed class PresenceError extends DomainError {
    private PresenceError(String code, String message) {
        super(ErrorKind.INVALID, code, message);
    }

    static final class MalformedUserId extends PresenceError {
        MalformedUserId() {
            super("malformed_id", "User id must be 24 hexadecimal digits");
        }
    }

    static final class BadLimit extends PresenceError {
        BadLimit() {
            super("invalid_limit", "limit must be a number from 1 to " + PresenceEndpoint.MOST);
        }
    }
}
