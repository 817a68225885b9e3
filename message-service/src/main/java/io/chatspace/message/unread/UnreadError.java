package io.chatspace.message.unread;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;

/// Why messages can't be marked.
public abstract sealed class UnreadError extends DomainError {
    private UnreadError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    /// There is none with that id, or the caller is not its receiver: the two are not told apart.
    public static final class MessageNotFound extends UnreadError {
        MessageNotFound() {
            super(ErrorKind.NOT_FOUND, "message_not_found", "Message not found");
        }
    }

    public static final class InvalidIds extends UnreadError {
        InvalidIds(int most) {
            super(ErrorKind.INVALID, "invalid", "messageIds must be a list of at most " + most + " message ids");
        }
    }
}
