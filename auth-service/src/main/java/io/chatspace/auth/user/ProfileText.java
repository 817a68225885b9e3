package io.chatspace.auth.user;

import io.chatspace.auth.input.InputError;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// What a profile may say. Each method gives the text to store, or throws [InputError.BadField].
public final class ProfileText {
    /// UTF-16 units.
    static final int MAX_NAME = 100;

    static final int MAX_BIO = 500;
    static final int MAX_URL = 2048;

    private ProfileText() {}

    public static String fullName(String text) {
        var name = text.strip();
        if (name.isEmpty()) {
            throw new InputError.BadField("Full name must not be blank");
        }
        if (name.length() > MAX_NAME) {
            throw new InputError.BadField("Full name must have at most " + MAX_NAME + " characters");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new InputError.BadField("Full name must not hold control characters");
        }
        return name;
    }

    public static @Nullable String bio(@Nullable String text) {
        if (text != null && text.length() > MAX_BIO) {
            throw new InputError.BadField("Bio must have at most " + MAX_BIO + " characters");
        }
        return text;
    }

    /// Nothing, or an absolute `http` or `https` URL.
    public static String pictureUrl(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return "";
        }
        if (text.length() > MAX_URL || !isWebUrl(text)) {
            throw new InputError.BadField("Profile picture must be the URL of a picture on the web");
        }
        return text;
    }

    private static boolean isWebUrl(String text) {
        try {
            var uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
