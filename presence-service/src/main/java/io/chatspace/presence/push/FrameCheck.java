package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Lets through only what a client may be sent: frames of our version, events that we know, arguments that are
/// JSON,
/// and
/// messages of the user whose channel they came on. The rest is counted, logged at most once a minute, and skipped.
final class FrameCheck {
    private static final Logger log = LoggerFactory.getLogger(FrameCheck.class);
    private static final long LOG_SPACING = TimeUnit.MINUTES.toNanos(1);

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
    private final Counter skipped;
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    FrameCheck(JsonMapper json, MeterRegistry meters) {
        this.json = json;
        this.skipped = meters.counter("chatspace.presence.push.skipped");
    }

    /// The frame, or null where it must not go on.
    @Nullable
    PushFrame read(String text, @Nullable String userId) {
        var frame = PushFrame.parse(text);
        return frame != null && check(frame, userId) ? frame : skip("not a frame of this version");
    }

    boolean check(PushFrame frame, @Nullable String userId) {
        boolean idGood = frame.logId().equals(PushFrame.NO_LOG_ID) || LogIds.valid(frame.logId());
        return idGood && EVENTS.contains(frame.event()) && addressed(frame, userId) && wellFormed(frame.args());
    }

    @Nullable
    PushFrame skip(String reason) {
        skipped.increment();
        long now = System.nanoTime();
        long due = nextLog.get();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_SPACING)) {
            log.warn("Skipped what came over Redis: {} ({} so far)", reason, (long) skipped.count());
        }
        return null;
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
