package io.chatspace.contracts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Of which trace a push is: `t <log id> <traceparent>`, published on the user's channel right before the
/// [PushFrame] with that log id, in the same atomic call, and only for a push that is traced.
///
/// A message of its own, so that the frame has the same bytes with and without it, and a node of an earlier
/// release, which skips what is no frame of its version, takes the frame as ever. No client ever sees it.
///
/// @param traceparent of W3C Trace Context, with the flag for sampled
public record PushTrace(String logId, String traceparent) {
    private static final String KIND = "t ";

    /// The lowest bit of the flags says that it is sampled.
    private static final Pattern FORM =
            Pattern.compile("t (\\d{1,18}-\\d{1,18}) (00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][13579bdf])");

    /// Whether the text means to be one.
    public static boolean is(String text) {
        return text.startsWith(KIND);
    }

    /// Null where the text is not a whole one.
    public static @Nullable PushTrace parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches() ? new PushTrace(parts.group(1), parts.group(2)) : null;
    }

    public String format() {
        return KIND + logId + " " + traceparent;
    }
}
