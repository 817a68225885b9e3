package io.chatspace.message.media.format;

/// A file that is not a whole and honest picture of its kind. The message is a sentence for whoever sent it.
public final class Damaged extends RuntimeException {
    private final String code;

    private Damaged(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// A stable slug, `lower_snake_case`.
    public String code() {
        return code;
    }

    public static Damaged truncated() {
        return new Damaged("image_truncated", "The image is cut off: part of it is missing");
    }

    public static Damaged because(String reason) {
        return new Damaged("image_damaged", "The image is damaged: " + reason);
    }

    public static Damaged hiding(String what) {
        return new Damaged("image_polyglot", "The image file also holds " + what + ", which is not allowed");
    }

    public static Damaged tooLarge(String sentence) {
        return new Damaged("image_too_large", sentence);
    }

    /// The sentence.
    public String text() {
        var message = getMessage();
        return message == null ? code : message;
    }
}
