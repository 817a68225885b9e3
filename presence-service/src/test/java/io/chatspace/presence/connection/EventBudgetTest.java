package io.chatspace.presence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventBudgetTest {
    private final AtomicLong now = new AtomicLong();
    private final EventBudget budget = new EventBudget(new EventProperties(10, 5, 3), now::get);

    @Test
    void aBurstShouldPassAndTheRestComeWithTime() {
        assertThat(taken(8)).isEqualTo(5);
        now.addAndGet(250_000_000);
        assertThat(taken(8)).isEqualTo(2);
    }

    @Test
    void aLongQuietTimeShouldNotSaveUpMoreThanABurst() {
        now.addAndGet(3_600_000_000_000L);
        assertThat(taken(20)).isEqualTo(5);
    }

    @Test
    void senselessLimitsShouldStopTheStart() {
        assertThatThrownBy(() -> new EventProperties(0, 5, 3)).hasMessageContaining("events.per-second");
        assertThatThrownBy(() -> new EventProperties(Double.NaN, 5, 3)).hasMessageContaining("events.per-second");
        assertThatThrownBy(() -> new EventProperties(1, 0, 3)).hasMessageContaining("events.burst");
        assertThatThrownBy(() -> new AdmissionProperties(0, 1)).hasMessageContaining("admission.parallel");
    }

    private long taken(int events) {
        return IntStream.range(0, events).filter(_ -> budget.take()).count();
    }
}
