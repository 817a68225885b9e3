package io.chatspace.presence.push;

import java.time.Clock;
import java.time.Instant;

/// When Redis last answered this node. Who talks to it in a steady beat notes it here; an outage began no earlier.
public final class RedisHealth {
    private final Clock clock;
    private volatile Instant lastAnswer;

    RedisHealth(Clock clock) {
        this.clock = clock;
        this.lastAnswer = clock.instant();
    }

    public void answered() {
        lastAnswer = clock.instant();
    }

    Instant lastAnswer() {
        return lastAnswer;
    }
}
