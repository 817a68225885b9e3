package io.chatspace.auth.profile;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/// Why a profile was not shown or changed.
abstract sealed class ProfileError extends DomainError {
    private ProfileError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(kind, code, message, cause);
    }

    static final class UserNotFound extends ProfileError {
        UserNotFound() {
            super(ErrorKind.NOT_FOUND, "user_not_found", "User not found", null);
        }
    }

    static final class MalformedId extends ProfileError {
        MalformedId() {
            super(ErrorKind.INVALID, "malformed_id", "User id must be 24 hexadecimal digits", null);
        }
    }

    static final class UnexpectedFile extends ProfileError {
        UnexpectedFile() {
            super(ErrorKind.INVALID, "unexpected_file", "The picture belongs in the field profilePic", null);
        }
    }

    /// The picture's keeper looked at the file and did not take it.
    static final class PictureRefused extends ProfileError {
        PictureRefused(ErrorKind kind, String code, String message) {
            super(kind, code, message, null);
        }
    }

    static final class UploadFailed extends ProfileError {
        UploadFailed(@Nullable Throwable cause) {
            super(ErrorKind.FAILED, "upload_failed", "Image upload failed", cause);
        }
    }
}
