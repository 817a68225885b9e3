package io.chatspace.engineio.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Engine.IO v4, "Heartbeat": pings the sessions of one event loop and closes those that do not answer.
///
/// Belongs to that loop. Never late by itself: deadlines are met early, by at most a fortieth.
///
/// @implNote every wait has the same length, so sessions queue up in the order of their deadlines: two intrusive
/// lists and one timer for the whole loop do what a timer per session would.
final class Heartbeat implements Runnable {
    private static final long MAX_SLACK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NEVER = Long.MAX_VALUE;

    private final EventExecutor loop;
    private final long interval;
    private final long timeout;
    private final long slack;
    private final Line idle = new Line();
    private final Line pinged = new Line();
    private final Line listening = new Line();
    private long nextRun = NEVER;

    Heartbeat(EventExecutor loop, EngineOptions options) {
        this.loop = loop;
        this.interval = options.pingInterval().toNanos();
        this.timeout = options.pingTimeout().toNanos();
        this.slack = Math.min(MAX_SLACK, Math.min(interval, timeout) / 40);
    }

    /// Starts to watch a session.
    void start(Beat beat, boolean clientPings) {
        if (clientPings) {
            enter(listening, beat, interval + timeout);
        } else {
            enter(idle, beat, interval);
        }
    }

    /// The client answered, or pinged where that is its part.
    void alive(Beat beat) {
        Line line = beat.line;
        if (line == null) {
            return;
        }
        line.remove(beat);
        start(beat, line == listening);
    }

    /// Whether it should have been closed by now, had the timer been on time.
    boolean overdue(Beat beat) {
        Line line = beat.line;
        if (line == null) {
            return false;
        }
        long rest = beat.deadline - slack - System.nanoTime();
        return (line == idle ? rest + timeout - slack : rest) <= 0;
    }

    void stop(Beat beat) {
        if (beat.line != null) {
            beat.line.remove(beat);
        }
    }

    private void enter(Line line, Beat beat, long after) {
        beat.deadline = System.nanoTime() + after;
        line.add(beat);
        plan(beat.deadline);
    }

    private void plan(long deadline) {
        if (nextRun == NEVER || deadline - nextRun < 0) {
            nextRun = deadline;
            long delay = Math.max(0, deadline - slack - System.nanoTime());
            var unused = loop.schedule(this, delay, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void run() {
        long limit = System.nanoTime() + slack;
        if (nextRun == NEVER || nextRun - limit > 0) {
            return; // a newer plan replaced this one
        }
        nextRun = NEVER;
        for (Beat beat = idle.due(limit); beat != null; beat = idle.due(limit)) {
            idle.remove(beat);
            // Counted from when the ping was due, unless we are late by much: a stall of ours is not the client's.
            long now = System.nanoTime();
            enter(pinged, beat, Math.max(beat.deadline + timeout - now, timeout / 2));
            beat.ping();
        }
        expire(pinged, limit);
        expire(listening, limit);
        planFirst(idle);
        planFirst(pinged);
        planFirst(listening);
    }

    private static void expire(Line line, long limit) {
        for (Beat beat = line.due(limit); beat != null; beat = line.due(limit)) {
            line.remove(beat);
            beat.expire();
        }
    }

    private void planFirst(Line line) {
        if (line.head != null) {
            plan(line.head.deadline);
        }
    }

    /// What a session lends to the lists.
    abstract static class Beat {
        private @Nullable Beat previous;
        private @Nullable Beat next;
        private @Nullable Line line;
        private long deadline;

        abstract void ping();

        abstract void expire();
    }

    private static final class Line {
        private @Nullable Beat head;
        private @Nullable Beat tail;

        void add(Beat beat) {
            beat.line = this;
            beat.previous = tail;
            beat.next = null;
            if (tail == null) {
                head = beat;
            } else {
                tail.next = beat;
            }
            tail = beat;
        }

        void remove(Beat beat) {
            if (beat.previous == null) {
                head = beat.next;
            } else {
                beat.previous.next = beat.next;
            }
            if (beat.next == null) {
                tail = beat.previous;
            } else {
                beat.next.previous = beat.previous;
            }
            beat.line = null;
            beat.previous = null;
            beat.next = null;
        }

        @Nullable
        Beat due(long limit) {
            return head != null && head.deadline - limit <= 0 ? head : null;
        }
    }
}
