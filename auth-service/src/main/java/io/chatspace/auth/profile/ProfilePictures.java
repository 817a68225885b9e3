package io.chatspace.auth.profile;

import io.chatspace.kit.security.Caller;
import org.springframework.http.codec.multipart.FilePart;
import reactor.core.publisher.Mono;

/// Where pictures of users are kept.
interface ProfilePictures {
    /// Stores the picture for the caller and gives its URL. Errors with [ProfileError.PictureRefused] where the file is
    /// no picture or too large, and with [ProfileError.UploadFailed] where it could not be stored.
    Mono<String> store(FilePart picture, Caller caller);
}
