package io.chatspace.presence.push;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// When Redis last answered this node. Who talks to it in a steady beat notes it here; an outage began no earlier.
public final class RedisHealth {
    private final Clock clock;
    private final List<Runnable> whenLost = new CopyOnWriteArrayList<>();
    private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();
    private volatile Instant lastAnswer;

    RedisHealth(Clock clock) {
        this.clock = clock;
        this.lastAnswer = clock.instant();
    }

    public void answered() {
        lastAnswer = clock.instant();
    }

    /// @param lost Redis stopped answering
    /// @param back it answers again
    void listen(Runnable lost, Runnable back) {
        whenLost.add(lost);
        whenBack.add(back);
    }

    public void lost() {
        whenLost.forEach(Runnable::run);
    }

    public void back() {
        whenBack.forEach(Runnable::run);
    }

    Instant lastAnswer() {
        return lastAnswer;
    }
}
