package io.chatspace.message.media.store;

import io.chatspace.message.id.UserId;
import java.time.Instant;

/// What is known of a picture that is kept, or is about to be.
///
/// @param store     the name of the [MediaStore] that has the bytes
/// @param url       under which it was handed out
/// @param createdAt whole milliseconds
public record MediaRecord(
        MediaId id,
        UserId owner,
        Purpose purpose,
        String store,
        String url,
        Part image,
        Part thumb,
        Instant createdAt) {
    /// What it was sent for: how it is found out whether it is used.
    public enum Purpose {
        MESSAGE,
        PROFILE
    }

    /// @param size bytes
    public record Part(String mediaType, long size) {}

    public Part part(MediaPart part) {
        return part == MediaPart.IMAGE ? image : thumb;
    }
}
