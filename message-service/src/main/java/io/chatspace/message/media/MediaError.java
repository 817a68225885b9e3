package io.chatspace.message.media;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import io.chatspace.message.media.format.Damaged;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a picture was not taken or not given.
public abstract sealed class MediaError extends DomainError {
    private MediaError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(kind, code, message, cause);
    }

    /// By its content it is no picture, or of a kind that is not taken.
    static final class NotAnImage extends MediaError {
        NotAnImage() {
            super(ErrorKind.INVALID, "not_an_image", "Only image files are allowed!", null);
        }
    }

    /// It is one, but not whole, too large to decode, or two things at once.
    static final class Refused extends MediaError {
        Refused(Damaged reason) {
            super(ErrorKind.INVALID, reason.code(), reason.text(), null);
        }
    }

    static final class NoFile extends MediaError {
        NoFile() {
            super(ErrorKind.INVALID, "file_missing", "One picture, in the field file, is required", null);
        }
    }

    /// It could not be kept. Nothing of it is left, or what is left will be swept.
    static final class UploadFailed extends MediaError {
        UploadFailed(@Nullable Throwable cause) {
            super(ErrorKind.FAILED, "upload_failed", "Image upload failed", cause);
        }
    }

    /// More pictures are under way than the machine may work on.
    static final class Busy extends MediaError {
        private static final Duration LATER = Duration.ofSeconds(5);

        Busy() {
            super(ErrorKind.RATE_LIMITED, "uploads_busy", "Too many images are being uploaded, please try again", null);
        }

        @Override
        public Duration retryAfter() {
            return LATER;
        }
    }

    static final class NotFound extends MediaError {
        NotFound() {
            super(ErrorKind.NOT_FOUND, "image_not_found", "Image not found", null);
        }
    }
}
