package io.chatspace.presence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.PushFrame;
import io.chatspace.kit.security.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What a Redis that does not answer does to live pushes.
class RedisSilenceTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final List<String> sent = new ArrayList<>();
    private final UserFeed feed =
            new UserFeed(new Caller("u", null, false, "token"), frame -> sent.add(frame.logId()), Mono.empty());
    private Mono<String> answer = Mono.just("PONG");
    private Disposable running;

    @BeforeEach
    void start() {
        running = new RedisSilence(() -> answer, () -> List.of(feed)).run();
    }

    @AfterEach
    void stop() {
        running.dispose();
        VirtualTimeScheduler.reset();
    }

    @Test
    void pushesShouldPassWhileRedisAnswers() {
        after(5000);
        feed.live(message("1-0", "00:00:02.000"));

        assertThat(sent).containsExactly("1-0");
    }

    @Test
    void aShortSilenceShouldHoldNothing() {
        answer = Mono.never();
        after(1800);
        feed.live(message("1-0", "00:00:02.000"));

        assertThat(sent).containsExactly("1-0");
    }

    @Test
    void whatComesBehindASilenceShouldBeHeldUntilItIsInOrder() {
        var late = Sinks.<String>one();
        answer = late.asMono();
        after(3000);
        feed.live(message("1-0", "00:00:02.000"));
        answer = Mono.just("PONG");
        late.tryEmitValue("PONG").orThrow();
        after(900);
        feed.live(message("2-0", "00:00:01.000"));
        assertThat(sent).isEmpty();

        after(200);
        feed.live(message("3-0", "00:00:03.000"));

        assertThat(sent).containsExactly("2-0", "1-0", "3-0");
    }

    @Test
    void aCallThatFailsShouldEndTheHold() {
        var late = Sinks.<String>one();
        answer = late.asMono();
        after(3000);
        answer = Mono.just("PONG");
        late.tryEmitError(new IllegalStateException("no answer in time")).orThrow();
        after(1100);

        feed.live(message("1-0", "00:00:02.000"));

        assertThat(sent).containsExactly("1-0");
    }

    private void after(long millis) {
        time.advanceTimeBy(Duration.ofMillis(millis));
    }

    private static PushFrame message(String logId, String time) {
        return new PushFrame(
                logId, "newMessage", "[{\"_id\":\"%024d\",\"createdAt\":\"2026-11-28T%sZ\"}]".formatted(1, time));
    }
}
