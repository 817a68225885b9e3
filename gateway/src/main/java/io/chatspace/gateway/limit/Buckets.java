package io.chatspace.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import reactor.core.publisher.Mono;

/// The token buckets, in Redis.
///
/// Where Redis is away or slow, everyone is let through: a chat that answers matters more than its limits. That is
/// counted, and Redis is left alone for a moment, so that not every request waits for it. Who was just refused is
/// refused again without asking: a flood costs Redis ten calls a second. Safe for any thread.
final class Buckets {
    static final String REFUSED = "chatspace.gateway.limits.refused";
    static final String BYPASSED = "chatspace.gateway.limits.bypassed";

    /// What the limiter says is left where Redis could not tell.
    private static final String UNKNOWN = "-1";

    private static final Duration PATIENCE = Duration.ofMillis(250);
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
        return limiter.isAllowed(name, caller)
                .timeout(PATIENCE)
                .map(answer -> {
                    if (UNKNOWN.equals(answer.getHeaders().get(limiter.getRemainingHeader()))) {
                        pause();
                    } else if (!answer.isAllowed()) {
                        countRefusal(name);
                        refused.put(bucket, true);
                    }
                    return answer.isAllowed();
                })
                .onErrorResume(trouble -> {
                    pause();
                    return Mono.just(true);
                });
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
