package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/// Puts frames that have waited together in order. After a moment in which Redis took nothing, each message node
/// appends what has waited there without knowing of the others, so that the log need not have the messages of a
/// conversation in their order.
final class MessageOrder {
    private static final String CREATED_AT = "\"createdAt\":\"";
    private static final String ID = "\"_id\":\"";
    /// Times have one length and one zone: their text sorts as they do.
    private static final Comparator<PushFrame> ORDER = Comparator.<PushFrame, String>comparing(
                    frame -> field(frame, CREATED_AT))
            .thenComparing(frame -> field(frame, ID));

    private MessageOrder() {}

    /// The messages by `createdAt,_id`, every other frame in its place among them. Who has got some of them and comes
    /// back must be given the rest: a frame names a place in the log only once all before that place went out.
    ///
    /// @param log in the order of the log
    static List<PushFrame> of(List<PushFrame> log) {
        var messages =
                log.stream().filter(MessageOrder::isMessage).sorted(ORDER).iterator();
        var ordered = log.stream()
                .map(frame -> isMessage(frame) ? messages.next() : frame)
                .toList();
        return ordered.equals(log) ? log : withSafePlaces(ordered, log);
    }

    private static List<PushFrame> withSafePlaces(List<PushFrame> ordered, List<PushFrame> log) {
        var placed = new ArrayList<PushFrame>(ordered.size());
        var out = Collections.<PushFrame>newSetFromMap(new IdentityHashMap<>());
        int through = 0;
        for (var frame : ordered) {
            out.add(frame);
            var place = PushFrame.NO_LOG_ID;
            for (; through < log.size() && out.contains(log.get(through)); through++) {
                var id = log.get(through).logId();
                place = id.equals(PushFrame.NO_LOG_ID) ? place : id;
            }
            placed.add(new PushFrame(place, frame.event(), frame.args()));
        }
        return placed;
    }

    private static boolean isMessage(PushFrame frame) {
        return frame.event().equals(SocketEvents.NEW_MESSAGE) || frame.event().equals(SocketEvents.MESSAGE_SENT);
    }

    /// Of a message's JSON; empty where it has none. No text of a user can look like a field: its quotes are escaped.
    private static String field(PushFrame frame, String name) {
        int at = frame.args().indexOf(name);
        int from = at + name.length();
        int end = at < 0 ? -1 : frame.args().indexOf('"', from);
        return end < 0 ? "" : frame.args().substring(from, end);
    }
}
