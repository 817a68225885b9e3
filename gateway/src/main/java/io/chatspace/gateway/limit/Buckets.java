package io.chatspace.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter.Response;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import reactor.core.publisher.Mono;

/// The token buckets, in Redis.
///
/// Where Redis is away, everyone is let through: a chat that answers matters more than its limits. That is counted, and
/// Redis is left alone for a moment, so that not every request waits for it. An answer that is late while others are
/// answered is waited for: then this machine is busy, and letting a flood through would make it busier. Who was just
/// refused is refused again without asking: a flood costs Redis ten calls a second. Safe for any thread.
final class Buckets {
    static final String REFUSED = "chatspace.gateway.limits.refused";
    static final String BYPASSED = "chatspace.gateway.limits.bypassed";

    /// What the limiter says is left where Redis could not tell.
    private static final String UNKNOWN = "-1";

    /// Redis is taken for away when it answered nobody for so long.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    /// A bucket gains a token once a second at the soonest.
    private static final Duration STILL_EMPTY = Duration.ofMillis(100);

    private static final int MOST_REFUSED = 100_000;
    private static final Logger log = LoggerFactory.getLogger(Buckets.class);

    private final RedisRateLimiter limiter;
    private final MeterRegistry metrics;
    private final Counter bypassed;
    private final Clock clock;
    private final Cache<String, Boolean> refused;
    private volatile Instant pausedUntil = Instant.EPOCH;
    private volatile Instant answeredAt = Instant.EPOCH;

    Buckets(RedisRateLimiter limiter, MeterRegistry metrics, Clock clock) {
        this.limiter = limiter;
        this.metrics = metrics;
        this.bypassed = metrics.counter(BYPASSED);
        this.clock = clock;
        this.refused = Caffeine.newBuilder()
                .expireAfterWrite(STILL_EMPTY)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .maximumSize(MOST_REFUSED)
                .build();
    }

    /// Takes one token of that caller's; false where none is left.
    Mono<Boolean> take(Budget budget, String caller) {
        if (clock.instant().isBefore(pausedUntil)) {
            bypassed.increment();
            return Mono.just(true);
        }
        var name = budget.key();
        var bucket = name + " " + caller;
        if (refused.getIfPresent(bucket) != null) {
            countRefusal(name);
            return Mono.just(false);
        }
        var answer = limiter.isAllowed(name, caller).doOnNext(this::noteAnswer).cache();
        return patiently(answer, clock.instant())
                .map(known -> {
                    if (!known.isAllowed()) {
                        countRefusal(name);
                        refused.put(bucket, true);
                    }
                    return known.isAllowed();
                })
                .onErrorResume(trouble -> {
                    pause();
                    return Mono.just(true);
                });
    }

    private Mono<Response> patiently(Mono<Response> answer, Instant from) {
        return answer.timeout(PATIENCE)
                .onErrorResume(
                        TimeoutException.class,
                        late -> answeredAt.isAfter(from) ? patiently(answer, clock.instant()) : Mono.error(late));
    }

    private void noteAnswer(Response answer) {
        if (UNKNOWN.equals(answer.getHeaders().get(limiter.getRemainingHeader()))) {
            pause();
        } else {
            answeredAt = clock.instant();
        }
    }

    private void countRefusal(String budget) {
        metrics.counter(REFUSED, "budget", budget).increment();
    }

    private void pause() {
        bypassed.increment();
        var now = clock.instant();
        if (now.isAfter(pausedUntil)) {
            log.warn("Redis does not answer: requests are not limited meanwhile");
        }
        pausedUntil = now.plus(PAUSE);
    }
}
