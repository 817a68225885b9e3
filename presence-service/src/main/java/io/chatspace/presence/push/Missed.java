package io.chatspace.presence.push;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Puts together what a user missed from two sources: the log, and the messages that message-service has.
final class Missed {
    private static final String ID_FIELD = "\"_id\":\"";
    private static final int ID_LENGTH = 24;

    private Missed() {}

    /// Messages of message-service in their own order, then the log's other events in theirs. A message that the
    /// log
    /// has
    /// too is taken once, with its log id; one that it lacks gets an id made of its time, which no log has, so
    /// that the
    /// next recovery asks message-service again.
    static List<PushFrame> merge(List<PushFrame> log, List<MessageView> messages, JsonMapper json) {
        Map<String, PushFrame> inLog = new HashMap<>();
        for (var frame : log) {
            var id = messageId(frame);
            if (id != null) {
                inLog.put(id, frame);
            }
        }
        var frames = new ArrayList<PushFrame>(log.size() + messages.size());
        for (var message : messages) {
            var known = inLog.remove(message.id());
            frames.add(known != null ? known : frameOf(message, json));
        }
        log.stream()
                .filter(frame -> {
                    var id = messageId(frame);
                    return id == null || inLog.containsKey(id);
                })
                .forEach(frames::add);
        return frames;
    }

    /// The id of the message that a `newMessage` frame carries, else null.
    static @Nullable String messageId(PushFrame frame) {
        if (!frame.event().equals(SocketEvents.NEW_MESSAGE)) {
            return null;
        }
        int at = frame.args().indexOf(ID_FIELD);
        int from = at + ID_FIELD.length();
        return at < 0 || from + ID_LENGTH > frame.args().length()
                ? null
                : frame.args().substring(from, from + ID_LENGTH);
    }

    private static PushFrame frameOf(MessageView message, JsonMapper json) {
        long millis = Instant.parse(message.createdAt()).toEpochMilli();
        return new PushFrame(LogIds.made(millis), SocketEvents.NEW_MESSAGE, json.writeValueAsString(List.of(message)));
    }
}
