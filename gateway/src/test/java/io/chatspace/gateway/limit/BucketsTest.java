package io.chatspace.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What is asked of Redis while somebody floods.
class BucketsTest {
    private final RedisRateLimiter limiter = mock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Clock clock = mock();
    private final Buckets buckets = new Buckets(limiter, metrics, clock);

    @BeforeEach
    void start() {
        at(0);
        when(limiter.getRemainingHeader()).thenReturn("X-RateLimit-Remaining");
        answer(false);
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void aFloodShouldCostRedisOneCallInATenthOfASecond() {
        for (int i = 0; i < 100; i++) {
            assertThat(take("mallory")).isFalse();
        }

        verify(limiter, times(1)).isAllowed(anyString(), anyString());
        assertThat(metrics.counter(Buckets.REFUSED, "budget", "login").count()).isEqualTo(100);
    }

    @Test
    void whoIsRefusedShouldHaveTheNextTokenOfTheBucket() {
        assertThat(take("mallory")).isFalse();
        answer(true);

        at(99);
        assertThat(take("mallory")).isFalse();
        at(100);
        assertThat(take("mallory")).isTrue();
        assertThat(take("mallory")).isTrue();
    }

    @Test
    void othersAndOtherBudgetsShouldBeAskedFor() {
        assertThat(take("mallory")).isFalse();
        answer(true);

        assertThat(take("alice")).isTrue();
        assertThat(buckets.take(Budget.API, "mallory").block()).isTrue();
    }

    @Test
    void aLateAnswerShouldBeWaitedForWhileOthersAreAnswered() {
        var time = VirtualTimeScheduler.getOrSet();
        var late = Sinks.<RateLimiter.Response>one();
        when(limiter.isAllowed(anyString(), anyString())).thenReturn(late.asMono());
        var taken = buckets.take(Budget.LOGIN, "mallory").toFuture();
        answer(true);
        at(400);
        assertThat(take("alice")).isTrue();

        time.advanceTimeBy(Duration.ofMillis(900));
        assertThat(taken).isNotDone();
        late.tryEmitValue(response(false)).orThrow();

        assertThat(taken).isCompletedWithValue(false);
        assertThat(metrics.counter(Buckets.BYPASSED).count()).isZero();
    }

    @Test
    void whereRedisAnswersNobodyAllShouldBeLetThrough() {
        var time = VirtualTimeScheduler.getOrSet();
        when(limiter.isAllowed(anyString(), anyString())).thenReturn(Mono.never());
        var taken = buckets.take(Budget.LOGIN, "mallory").toFuture();

        time.advanceTimeBy(Duration.ofMillis(500));

        assertThat(taken).isCompletedWithValue(true);
        assertThat(take("alice")).isTrue();
        verify(limiter, times(1)).isAllowed(anyString(), anyString());
        assertThat(metrics.counter(Buckets.BYPASSED).count()).isEqualTo(2);
    }

    private Boolean take(String caller) {
        return Boolean.TRUE.equals(buckets.take(Budget.LOGIN, caller).block());
    }

    private void answer(boolean allowed) {
        when(limiter.isAllowed(anyString(), anyString())).thenReturn(Mono.just(response(allowed)));
    }

    private static RateLimiter.Response response(boolean allowed) {
        return new RateLimiter.Response(allowed, Map.of("X-RateLimit-Remaining", allowed ? "3" : "0"));
    }

    private void at(long millis) {
        when(clock.instant()).thenReturn(Instant.EPOCH.plus(Duration.ofMillis(millis)));
        when(clock.millis()).thenReturn(millis);
    }
}
