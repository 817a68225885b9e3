package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Lets through only what a client may be sent: frames of our version, events that we know, arguments that are JSON,
/// and messages of the user whose channel or log they came from. The rest is skipped.
final class FrameCheck {
    private static final Set<String> EVENTS = Set.of(
            SocketEvents.NEW_MESSAGE,
            SocketEvents.MESSAGE_SENT,
            SocketEvents.MESSAGE_DELIVERED,
            SocketEvents.MESSAGE_SEEN,
            SocketEvents.AI_DELTA,
            SocketEvents.AI_STATUS_CHANGED,
            SocketEvents.UPLOADS_STATUS_CHANGED,
            SocketEvents.TYPING);

    private final JsonMapper json;
    private final SkippedMessages skipped;

    FrameCheck(JsonMapper json, SkippedMessages skipped) {
        this.json = json;
        this.skipped = skipped;
    }

    /// The frame, or null where it must not go on.
    @Nullable
    PushFrame read(String text, @Nullable String userId) {
        var frame = PushFrame.parse(text);
        if (frame == null) {
            skipped.skip("not a frame of this version");
            return null;
        }
        return pass(frame, userId) ? frame : null;
    }

    /// @param userId whose channel or log it came from; null for everybody's
    boolean pass(PushFrame frame, @Nullable String userId) {
        boolean idGood = frame.logId().equals(PushFrame.NO_LOG_ID) || LogIds.valid(frame.logId());
        boolean good = idGood && EVENTS.contains(frame.event()) && addressed(frame, userId) && wellFormed(frame.args());
        if (!good) {
            skipped.skip("a frame that no client may be sent");
        }
        return good;
    }

    private static boolean addressed(PushFrame frame, @Nullable String userId) {
        if (userId == null) {
            return true;
        }
        return switch (frame.event()) {
            case SocketEvents.NEW_MESSAGE -> frame.args().contains("\"receiverId\":\"" + userId + "\"");
            case SocketEvents.MESSAGE_SENT -> frame.args().contains("\"senderId\":\"" + userId + "\"");
            default -> true;
        };
    }

    private boolean wellFormed(String args) {
        try (var parser = json.createParser(args)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
