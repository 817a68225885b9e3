package io.chatspace.message.media.store;

/// A picture has two: itself and its preview.
public enum MediaPart {
    IMAGE(""),
    THUMB("-thumb");

    private final String suffix;

    MediaPart(String suffix) {
        this.suffix = suffix;
    }

    /// The name under which a store keeps this part.
    String key(MediaId id) {
        return id + suffix;
    }
}
