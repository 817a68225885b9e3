package io.chatspace.kit.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/// How late the event loops run what is due: while something blocks one, or it has too much to do, every
/// connection on it waits that long. Each loop is asked once per [#PERIOD].
final class EventLoopLag implements SmartLifecycle {
    static final String LAG = "chatspace.eventloop.lag";
    static final Duration PERIOD = Duration.ofMillis(500);

    private final Supplier<EventLoopGroup> loops;
    private final Timer lag;
    private final List<Future<?>> probes = new CopyOnWriteArrayList<>();

    /// @param loops asked at the start, when they are there
    EventLoopLag(Supplier<EventLoopGroup> loops, MeterRegistry meters) {
        this.loops = loops;
        this.lag = Timer.builder(LAG)
                .description("How late an event loop ran what was due")
                .register(meters);
    }

    @Override
    public void start() {
        for (EventExecutor loop : loops.get()) {
            probes.add(new Probe(loop).begin());
        }
    }

    @Override
    public void stop() {
        probes.forEach(probe -> probe.cancel(false));
        probes.clear();
    }

    @Override
    public boolean isRunning() {
        return !probes.isEmpty();
    }

    /// One loop's; used on that loop only.
    private final class Probe implements Runnable {
        private final EventExecutor loop;
        private long due;

        private Probe(EventExecutor loop) {
            this.loop = loop;
            this.due = System.nanoTime() + PERIOD.toNanos();
        }

        private Future<?> begin() {
            return loop.scheduleWithFixedDelay(this, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            lag.record(Math.max(0, now - due), TimeUnit.NANOSECONDS);
            due = now + PERIOD.toNanos();
        }
    }
}
