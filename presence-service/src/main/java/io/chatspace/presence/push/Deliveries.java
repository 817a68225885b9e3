package io.chatspace.presence.push;

import io.chatspace.contracts.NodeFigures.Histogram;
import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts what came live for users of this node and was handed to their sockets, and how long messages
/// took until then. What a device missed and gets later is not counted. Any thread.
///
/// @implNote a message's time is its `createdAt`, by the clock of the message-service that made it:
/// where clocks of machines are apart, the durations are off by as much. None is less than zero.
public final class Deliveries {
    static final String PUSHES = "chatspace.presence.pushes";
    static final String LATENCY = "chatspace.presence.delivery.latency";

    private static final List<Integer> UP_TO =
            List.of(1, 2, 3, 5, 8, 13, 20, 35, 60, 100, 200, 500, 1_000, 2_000, 5_000);
    private static final String CREATED_AT = "\"createdAt\":\"";
    private static final int TIME_LENGTH = 24;

    private final Clock clock;
    private final Counter pushes;
    private final Timer latency;
    private final AtomicLongArray counts = new AtomicLongArray(UP_TO.size() + 1);

    Deliveries(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.pushes = Counter.builder(PUSHES)
                .description("Events that came for users and were handed to their sockets")
                .register(meters);
        this.latency = Timer.builder(LATENCY)
                .description("From a message's createdAt to its receiver's sockets")
                .serviceLevelObjectives(UP_TO.stream().map(Duration::ofMillis).toArray(Duration[]::new))
                .register(meters);
    }

    /// Notes an event right after it was handed to sockets. Who types is no event that counts.
    void delivered(PushFrame frame) {
        if (frame.event().equals(SocketEvents.TYPING)) {
            return;
        }
        pushes.increment();
        if (frame.event().equals(SocketEvents.NEW_MESSAGE)) {
            measure(frame.args());
        }
    }

    /// Within a text of the message the quotes would have backslashes before them.
    private void measure(String args) {
        int from = args.indexOf(CREATED_AT) + CREATED_AT.length();
        if (from < CREATED_AT.length() || from + TIME_LENGTH > args.length()) {
            return;
        }
        try {
            var made = Instant.parse(args.substring(from, from + TIME_LENGTH));
            var took = Duration.between(made, clock.instant());
            record(took.isNegative() ? Duration.ZERO : took);
        } catch (DateTimeParseException e) {
            // The message went out as it is; its time is nothing that can be counted.
        }
    }

    private void record(Duration took) {
        latency.record(took);
        int at = 0;
        while (at < UP_TO.size() && took.compareTo(Duration.ofMillis(UP_TO.get(at))) > 0) {
            at++;
        }
        counts.incrementAndGet(at);
    }

    /// Events since the start.
    public long pushes() {
        return (long) pushes.count();
    }

    /// Messages since the start.
    public Histogram latency() {
        var now = new Long[counts.length()];
        Arrays.setAll(now, counts::get);
        return new Histogram(UP_TO, List.of(now));
    }
}
