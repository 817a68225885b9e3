package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts messages among frames in the order of their conversation, `createdAt,_id`. Message nodes that waited for Redis
/// push
/// what waited there without knowing of each other.
final class MessageOrder {
    private static final String CREATED_AT = "\"createdAt\":\"";
    private static final String ID = "\"_id\":\"";

    private MessageOrder() {}

    private record Placed(String place, PushFrame frame) {}

    /// Messages change places among themselves only: what is none stays where it is.
    static List<PushFrame> of(Collection<PushFrame> frames) {
        var ordered = inOrder(frames);
        var all = new ArrayList<PushFrame>(frames.size());
        for (var frame : frames) {
            all.add(place(frame) == null ? frame : ordered.next());
        }
        return all;
    }

    private static Iterator<PushFrame> inOrder(Collection<PushFrame> frames) {
        var messages = new ArrayList<Placed>();
        for (var frame : frames) {
            var place = place(frame);
            if (place != null) {
                messages.add(new Placed(place, frame));
            }
        }
        messages.sort((one, other) -> one.place().compareTo(other.place()));
        return messages.stream().map(Placed::frame).iterator();
    }

    /// Times are texts of one length: they sort as they stand.
    private static @Nullable String place(PushFrame frame) {
        if (!frame.event().equals(SocketEvents.NEW_MESSAGE) && !frame.event().equals(SocketEvents.MESSAGE_SENT)) {
            return null;
        }
        var createdAt = value(frame.args(), CREATED_AT);
        var id = value(frame.args(), ID);
        return createdAt == null || id == null ? null : createdAt + id;
    }

    private static @Nullable String value(String json, String field) {
        int at = json.indexOf(field);
        int from = at + field.length();
        int to = at < 0 ? -1 : json.indexOf('"', from);
        return to < 0 ? null : json.substring(from, to);
    }
}
