package io.chatspace.message.media.picture;

/// By its content the file is no picture of a kind that is taken.
public final class NotAPicture extends RuntimeException {
    NotAPicture() {
        super("not a picture", null, false, false);
    }
}
