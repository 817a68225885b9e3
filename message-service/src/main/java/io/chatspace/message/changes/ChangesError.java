package io.chatspace.message.changes;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Why changes were not given.
public abstract sealed class ChangesError extends DomainError {
    private ChangesError(String code, String message) {
        super(ErrorKind.INVALID, code, message);
    }

    /// Not a cursor that this service gave. Ask without one to start from now.
    public static final class InvalidCursor extends ChangesError {
        InvalidCursor() {
            super("invalid_cursor", "since is not a cursor of this feed");
        }
    }

    public static final class InvalidParameter extends ChangesError {
        InvalidParameter(String message) {
            super("invalid", message);
        }
    }
}
