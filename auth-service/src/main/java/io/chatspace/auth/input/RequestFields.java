package io.chatspace.auth.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.FilePart;

/// The fields of a request's body, however it was sent: a JSON object, a form, or multipart. An endpoint takes it as an
/// argument. Fields that nobody asks for are never looked at.
///
/// @param values what was sent: strings where it was a form, anything that JSON has where it was JSON
/// @param files  the file parts of a multipart body by their field
public record RequestFields(Map<String, ?> values, Map<String, FilePart> files) {
    /// The text of a field, verbatim; null where it is absent or JSON's null. Throws [InputError.BadField] where it is
    /// of another type (which is all that an operator such as `{"$gt":""}` is here) or not well-formed Unicode.
    public @Nullable String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new InputError.BadField(name + " must be a string");
        }
        if (!wellFormed(text)) {
            throw new InputError.BadField(name + " holds characters that are not text");
        }
        return text;
    }

    /// The text of a field that may have at most that many UTF-16 units.
    public @Nullable String text(String name, int maxLength) {
        var text = text(name);
        if (text != null && text.length() > maxLength) {
            throw new InputError.BadField(name + " must have at most " + maxLength + " characters");
        }
        return text;
    }

    /// Whether a field is JSON's `true` (or a form's). Absent is false; anything else throws [InputError.BadField].
    public boolean flag(String name) {
        return switch (values.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") || text.isEmpty() -> false;
            default -> throw new InputError.BadField(name + " must be boolean");
        };
    }

    public @Nullable FilePart file(String name) {
        return files.get(name);
    }

    /// No NUL and no half of a surrogate pair: databases and other languages choke on both.
    private static boolean wellFormed(String text) {
        return text.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }
}
