package io.chatspace.socketio.server;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import tools.jackson.databind.JsonNode;

/// The acknowledgements that one client owes. Belongs to the session's loop.
final class PendingAcks {
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final int bound;

    private record Waiting(MonoSink<List<JsonNode>> sink, long since, Future<?> timer) {}

    PendingAcks(int bound) {
        this.bound = bound;
    }

    void expect(long id, MonoSink<List<JsonNode>> sink, Duration timeout, ScheduledExecutorService loop) {
        if (waiting.size() >= bound) {
            Iterator<Waiting> oldest = waiting.values().iterator();
            Waiting given = oldest.next();
            oldest.remove();
            fail(given, "too many acknowledgements are awaited");
        }
        Future<?> timer = loop.schedule(
                () -> {
                    Waiting late = waiting.remove(id);
                    if (late != null) {
                        late.sink().error(new AckTimeout("the client has not acknowledged in time"));
                    }
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        waiting.put(id, new Waiting(sink, System.nanoTime(), timer));
        var _ = sink.onCancel(() -> loop.execute(() -> {
            Waiting cancelled = waiting.remove(id);
            if (cancelled != null) {
                cancelled.timer().cancel(false);
            }
        }));
    }

    /// An answer came. Returns how long it took, or null where nobody waits for it.
    @Nullable
    Duration answered(long id, List<JsonNode> args) {
        Waiting asked = waiting.remove(id);
        if (asked == null) {
            return null;
        }
        asked.timer().cancel(false);
        asked.sink().success(args);
        return Duration.ofNanos(System.nanoTime() - asked.since());
    }

    void failAll() {
        List<Waiting> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(each -> fail(each, "the socket has been disconnected"));
    }

    private static void fail(Waiting each, String message) {
        each.timer().cancel(false);
        each.sink().error(new AckTimeout(message));
    }
}
