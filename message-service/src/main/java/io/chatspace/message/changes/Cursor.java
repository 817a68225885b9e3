package io.chatspace.message.changes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bson.types.ObjectId;

/// A place in the feed: everything that changed before it has been given.
///
/// While pages are left it also carries where the reader has to begin anew once it has them all: changes that
/// were on their way into the database when the first page was read may have settled behind the reader's back.
///
/// @param time  and `id`: of the last message given
/// @param floor where to begin after the last page; never after `time` of a walk that began behind it
/// @param looks whether this reader only looks, so that what it is given does not count as delivered
record Cursor(Instant time, ObjectId id, Instant floor, boolean looks) {
    static final ObjectId BEFORE_ALL = new ObjectId("000000000000000000000000");

    private static final String VERSION = "1";
    private static final Pattern FORM = Pattern.compile("1 (\\d{1,15}) ([0-9a-f]{24}) (\\d{1,15}) ([lr])");

    /// Before everything that changed at that time or later.
    static Cursor at(Instant time, Instant floor, boolean looks) {
        return new Cursor(time, BEFORE_ALL, floor, looks);
    }

    /// Opaque to clients, safe in a query.
    String format() {
        var text = String.join(
                " ",
                VERSION,
                Long.toString(Math.max(0, time.toEpochMilli())),
                id.toHexString(),
                Long.toString(Math.max(0, floor.toEpochMilli())),
                looks ? "l" : "r");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Throws [ChangesError.InvalidCursor].
    static Cursor parse(String text) {
        var form = FORM.matcher(decode(text));
        if (!form.matches()) {
            throw new ChangesError.InvalidCursor();
        }
        return new Cursor(
                Instant.ofEpochMilli(Long.parseLong(form.group(1))),
                new ObjectId(form.group(2)),
                Instant.ofEpochMilli(Long.parseLong(form.group(3))),
                form.group(4).equals("l"));
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new ChangesError.InvalidCursor();
        }
    }
}
