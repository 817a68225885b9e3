package io.chatspace.presence.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What came over Redis and was not what it should be: counted, logged at most once a minute, skipped. Any thread.
public final class SkippedMessages {
    static final String NAME = "chatspace.presence.push.skipped";
    private static final Logger log = LoggerFactory.getLogger(SkippedMessages.class);
    private static final long LOG_SPACING = TimeUnit.MINUTES.toNanos(1);

    private final Counter skipped;
    private final LongSupplier nanoTime;
    private final AtomicLong nextLog;

    SkippedMessages(MeterRegistry meters, LongSupplier nanoTime) {
        this.skipped = meters.counter(NAME);
        this.nanoTime = nanoTime;
        this.nextLog = new AtomicLong(nanoTime.getAsLong());
    }

    /// @param reason without anything of the message itself
    public void skip(String reason) {
        skipped.increment();
        long now = nanoTime.getAsLong();
        long due = nextLog.get();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_SPACING)) {
            log.warn("Skipped what came over Redis: {} ({} so far)", reason, (long) skipped.count());
        }
    }
}
