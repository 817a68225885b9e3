package io.chatspace.message.conversation;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a message was not taken, or a page not given.
public abstract sealed class ConversationError extends DomainError {
    private ConversationError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(kind, code, message, cause);
    }

    private ConversationError(ErrorKind kind, String code, String message) {
        this(kind, code, message, null);
    }

    /// Neither a text nor a picture, or only blanks.
    public static final class EmptyMessage extends ConversationError {
        public EmptyMessage() {
            super(ErrorKind.INVALID, "empty_message", "Either text or image is required");
        }
    }

    /// A field that is there but is not what it should be.
    public static final class InvalidField extends ConversationError {
        public InvalidField(String message) {
            super(ErrorKind.INVALID, "invalid", message);
        }
    }

    public static final class TextTooLong extends ConversationError {
        public TextTooLong(int limit) {
            super(ErrorKind.INVALID, "text_too_long", "text is longer than " + limit + " characters");
        }
    }

    /// The sender has used this client message id for a message to somebody else.
    public static final class ClientMessageIdReused extends ConversationError {
        public ClientMessageIdReused() {
            super(
                    ErrorKind.CONFLICT,
                    "client_message_id_reused",
                    "clientMessageId was already used for a message to another user");
        }
    }

    public static final class UploadsDisabled extends ConversationError {
        /// @param by who turned them off, for people to read
        public UploadsDisabled(String by) {
            super(ErrorKind.FORBIDDEN, "uploads_disabled", "Image uploads are disabled by " + by);
        }
    }

    /// More messages wait to be stored than may, or the database did not take this one in time. Safe to repeat
    /// with the same client message id.
    public static final class NotStored extends ConversationError {
        private static final Duration SOON = Duration.ofSeconds(1);

        public NotStored(@Nullable Throwable cause) {
            super(ErrorKind.UNAVAILABLE, "unavailable", "Service unavailable, please try again", cause);
        }

        @Override
        public Duration retryAfter() {
            return SOON;
        }
    }
}
