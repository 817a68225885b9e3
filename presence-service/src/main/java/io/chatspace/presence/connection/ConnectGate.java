package io.chatspace.presence.connection;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Looks at so many CONNECTs at a time; the others wait in the order in which they came. While too many wait, no new
/// sessions are opened. The monitor guards memory only.
final class ConnectGate {
    private final AdmissionProperties limits;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int running;

    private static final class Turn {
        private final Sinks.Empty<Void> comes = Sinks.empty();
        private boolean taken;
        private boolean over;
    }

    ConnectGate(AdmissionProperties limits, MeterRegistry meters) {
        this.limits = limits;
        meters.gauge("chatspace.presence.connects.waiting", this, ConnectGate::waiting);
    }

    /// Does the work when its turn comes.
    Mono<Void> pass(Mono<Void> work) {
        return Mono.defer(() -> {
            var turn = new Turn();
            // Who waited goes on elsewhere: turns that end at once would otherwise pile up on one stack.
            var go = take(turn)
                    ? work
                    : turn.comes.asMono().publishOn(Schedulers.parallel()).then(work);
            return go.doFinally(_ -> end(turn));
        });
    }

    boolean full() {
        return waiting() >= limits.queue();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean take(Turn turn) {
        if (running < limits.parallel()) {
            running++;
            turn.taken = true;
        } else {
            waiting.addLast(turn);
        }
        return turn.taken;
    }

    private void end(Turn turn) {
        var next = handOver(turn);
        if (next != null) {
            var _ = next.comes.tryEmitEmpty();
        }
    }

    private synchronized @Nullable Turn handOver(Turn turn) {
        if (turn.over) {
            return null;
        }
        turn.over = true;
        if (!turn.taken) {
            // The client went while it waited.
            waiting.remove(turn);
            return null;
        }
        var next = waiting.pollFirst();
        if (next == null) {
            running--;
        } else {
            next.taken = true;
        }
        return next;
    }
}
