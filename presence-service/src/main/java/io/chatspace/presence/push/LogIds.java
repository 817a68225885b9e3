package io.chatspace.presence.push;

import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;

/// Ids of a Redis stream: `<milliseconds>-<sequence>`.
public final class LogIds {
    public static final String START = "0-0";

    /// Order in which Redis gave them out.
    public static final Comparator<String> ORDER =
            Comparator.comparingLong(LogIds::millis).thenComparingLong(LogIds::sequence);

    private static final String MADE = "-999999999";

    private static final Pattern FORM = Pattern.compile("\\d{1,18}-\\d{1,18}");

    private LogIds() {}

    public static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }

    static boolean after(String id, String other) {
        return ORDER.compare(id, other) > 0;
    }

    /// An id for a message that no log has, made of its time: it serves as a recovery offset, and is never found
    /// in a
    /// log.
    static String made(long millis) {
        return millis + MADE;
    }

    static boolean isMade(String id) {
        return id.endsWith(MADE);
    }

    static Instant time(String id) {
        return Instant.ofEpochMilli(millis(id));
    }

    private static long millis(String id) {
        return Long.parseLong(id, 0, id.indexOf('-'), 10);
    }

    private static long sequence(String id) {
        return Long.parseLong(id, id.indexOf('-') + 1, id.length(), 10);
    }
}
