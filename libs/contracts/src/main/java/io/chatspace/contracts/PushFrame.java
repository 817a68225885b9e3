package io.chatspace.contracts;

import org.jspecify.annotations.Nullable;

/// One push as it travels on a user's channel: `1 <log id> <event> <JSON array of arguments>`.
///
/// Kept as text so that neither the script that publishes it nor the node that forwards it has to parse the
/// arguments.
///
/// @param logId the entry's id in the user's log, or `-` where there is none (broadcasts, volatile events)
/// @param args  a JSON array; not checked here beyond its brackets
public record PushFrame(String logId, String event, String args) {
    /// The version that this release writes and the only one it reads.
    public static final String VERSION = "1";

    public static final String NO_LOG_ID = "-";

    /// Returns the frame, or null where the text is not one of this version.
    public static @Nullable PushFrame parse(String text) {
        if (!text.startsWith(VERSION + " ")) {
            return null;
        }
        int idEnd = text.indexOf(' ', 2);
        int eventEnd = idEnd < 0 ? -1 : text.indexOf(' ', idEnd + 1);
        if (eventEnd < 0 || idEnd == 2 || eventEnd == idEnd + 1) {
            return null;
        }
        String args = text.substring(eventEnd + 1);
        if (args.length() < 2 || args.charAt(0) != '[' || args.charAt(args.length() - 1) != ']') {
            return null;
        }
        return new PushFrame(text.substring(2, idEnd), text.substring(idEnd + 1, eventEnd), args);
    }

    public String format() {
        return VERSION + " " + logId + " " + event + " " + args;
    }
}
