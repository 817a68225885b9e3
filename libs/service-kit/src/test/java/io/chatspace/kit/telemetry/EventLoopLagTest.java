package io.chatspace.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventLoopLag lag = new EventLoopLag(() -> loops, meters);

    @AfterEach
    void end() {
        lag.stop();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void loopThatIsHeldUpShouldShowHowLong() {
        lag.start();
        assertThat(lag.isRunning()).isTrue();

        loops.next().execute(() -> {
            long until = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(1_000_000);
            }
        });

        var timer = meters.get(EventLoopLag.LAG).timer();
        // Held for 1.5 s, due after 0.5 s at the latest: late by about a second.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(timer.max(TimeUnit.MILLISECONDS)).isGreaterThan(700));
        assertThat(timer.count()).isPositive();
    }

    @Test
    void nothingShouldBeMeasuredAfterTheEnd() {
        lag.start();
        lag.stop();

        assertThat(lag.isRunning()).isFalse();
    }
}
