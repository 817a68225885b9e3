package io.chatspace.message.media.store;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A picture's name: 128 random bits as 32 hexadecimal digits. Who knows it may see the picture.
public record MediaId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public MediaId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a media id");
        }
    }

    public static MediaId random() {
        var bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new MediaId(HexFormat.of().formatHex(bits));
    }

    /// Empty where the text is no id.
    public static Optional<MediaId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new MediaId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
