package io.chatspace.message.directory;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why nothing can be said of a user.
public abstract sealed class DirectoryError extends DomainError {
    private DirectoryError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(kind, code, message, cause);
    }

    public static final class UserNotFound extends DirectoryError {
        public UserNotFound() {
            super(ErrorKind.NOT_FOUND, "user_not_found", "User not found", null);
        }
    }

    /// auth-service is away and nothing is known from before.
    public static final class Unavailable extends DirectoryError {
        private static final Duration SOON = Duration.ofSeconds(1);

        Unavailable(@Nullable Throwable cause) {
            super(ErrorKind.UNAVAILABLE, "unavailable", "Service unavailable, please try again", cause);
        }

        @Override
        public Duration retryAfter() {
            return SOON;
        }
    }
}
