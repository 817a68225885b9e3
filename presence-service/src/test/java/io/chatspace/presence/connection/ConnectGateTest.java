package io.chatspace.presence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ConnectGateTest {
    private final ConnectGate gate = new ConnectGate(new AdmissionProperties(2, 3), new SimpleMeterRegistry());
    private final List<Integer> begun = new CopyOnWriteArrayList<>();
    private final List<Sinks.Empty<Void>> works = new ArrayList<>();
    private final List<Disposable> callers = new ArrayList<>();

    private void come(int number) {
        Sinks.Empty<Void> work = Sinks.empty();
        works.add(work);
        callers.add(
                gate.pass(work.asMono().doOnSubscribe(_ -> begun.add(number))).subscribe());
    }

    @Test
    void someShouldPassAndTheOthersWaitTheirTurn() {
        for (int i = 0; i < 5; i++) {
            come(i);
        }
        assertThat(begun).containsExactly(0, 1);
        assertThat(gate.full()).isTrue();

        works.get(1).tryEmitEmpty().orThrow();
        await().until(() -> begun.size() == 3);
        assertThat(begun).containsExactly(0, 1, 2);
        assertThat(gate.full()).isFalse();
    }

    @Test
    void whoLeavesShouldGiveUpItsTurn() {
        for (int i = 0; i < 5; i++) {
            come(i);
        }
        callers.get(2).dispose();
        callers.get(0).dispose();

        await().until(() -> begun.size() == 3);
        assertThat(begun).containsExactly(0, 1, 3);
        assertThat(gate.waiting()).isEqualTo(1);
    }

    @Test
    void workThatFailsShouldLetTheNextIn() {
        come(0);
        come(1);
        come(2);
        works.get(0).tryEmitError(new IllegalStateException("on purpose")).orThrow();

        await().until(() -> begun.size() == 3);
    }

    @Test
    void aLongQueueOfWorkThatEndsAtOnceShouldNotPileUp() {
        come(0);
        come(1);
        var done = new AtomicInteger();
        for (int i = 0; i < 50_000; i++) {
            callers.add(gate.pass(Mono.fromRunnable(done::incrementAndGet)).subscribe());
        }
        works.get(0).tryEmitEmpty().orThrow();

        await().until(() -> done.get() == 50_000);
        assertThat(gate.waiting()).isZero();
    }
}
