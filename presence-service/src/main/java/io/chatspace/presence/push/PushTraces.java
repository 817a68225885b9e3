package io.chatspace.presence.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.PushTrace;
import io.chatspace.kit.tracing.Traces;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which of the frames that come in are traced: a [PushTrace] comes right before its frame, which may yet wait for a
/// catch-up. Any thread.
final class PushTraces {
    /// A frame that was not pushed within that time is no longer waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST = 1_000;

    private final Traces traces;
    private final Cache<String, String> announced =
            Caffeine.newBuilder().expireAfterWrite(PATIENCE).maximumSize(MOST).build();

    PushTraces(Traces traces) {
        this.traces = traces;
    }

    /// Takes what announces a trace; nothing happens where tracing is off here, or the text is not whole.
    void announce(String userId, String text) {
        var trace = traces.on() ? PushTrace.parse(text) : null;
        if (trace != null) {
            announced.put(key(userId, trace.logId()), trace.traceparent());
        }
    }

    /// The push of this frame in its trace; null where it is not traced.
    @Nullable
    PushSpan begin(String userId, PushFrame frame) {
        if (!traces.on() || announced.asMap().isEmpty()) {
            return null;
        }
        var traceparent = announced.asMap().remove(key(userId, frame.logId()));
        var span = traceparent == null ? null : traces.follow(traceparent, PushSpan.PUSH + frame.event());
        return span == null ? null : new PushSpan(traces, span, frame.event());
    }

    private static String key(String userId, String logId) {
        return userId + " " + logId;
    }
}
