package io.chatspace.auth.input;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;

/// Why a request's body was not taken.
public abstract sealed class InputError extends DomainError {
    private InputError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    /// Not JSON, or not a form, or cut off.
    public static final class Malformed extends InputError {
        Malformed(String message) {
            super(ErrorKind.INVALID, "malformed_request", message);
        }
    }

    /// A field is there, but not what it has to be.
    public static final class BadField extends InputError {
        public BadField(String message) {
            super(ErrorKind.INVALID, "invalid_field", message);
        }
    }

    /// A field that has to be there is not.
    public static final class Missing extends InputError {
        public Missing() {
            super(ErrorKind.INVALID, "fields_missing", "All fields are required");
        }
    }

    /// More files are being sent at once than there is room for.
    static final class Busy extends InputError {
        private static final Duration LATER = Duration.ofSeconds(5);

        Busy() {
            super(ErrorKind.RATE_LIMITED, "uploads_busy", "Too many images are being uploaded, please try again");
        }

        @Override
        public Duration retryAfter() {
            return LATER;
        }
    }
}
