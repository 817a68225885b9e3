package io.chatspace.auth.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An e-mail address as its owner wrote it, blanks around it aside. Two that differ only in case are the same address.
///
/// What browsers take for one in `<input type="email">` is one here; letters of any script are allowed as well.
public record Email(String address) {
    /// RFC 5321, "Path".
    private static final int MAX_LENGTH = 254;

    private static final String LABEL = "[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern SHAPE =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");

    /// The address in the text, or null where it holds none.
    public static @Nullable Email parse(String text) {
        var address = text.strip();
        boolean ok = address.length() <= MAX_LENGTH && SHAPE.matcher(address).matches();
        return ok ? new Email(address) : null;
    }

    /// What addresses are compared and indexed by.
    public String key() {
        return keyOf(address);
    }

    static String keyOf(String address) {
        return Normalizer.normalize(address.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
