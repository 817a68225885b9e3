package io.chatspace.message.input;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as clients write them.
public final class QueryTime {
    private QueryTime() {}

    /// The time in the text (ISO 8601), to the millisecond; null where it holds none, or one that
    /// milliseconds can't
    /// count: databases could not either.
    public static @Nullable Instant parse(String text) {
        try {
            return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
