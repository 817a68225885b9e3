package io.chatspace.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import reactor.core.publisher.Mono;

/// The token buckets, in Redis.
///
/// Where Redis is away or slow, everyone is let through: a chat that answers matters more than its limits. That is
/// counted, and Redis is left alone for a moment, so that not every request waits for it. Safe for any thread.
final class Buckets {
    static final String REFUSED = "chatspace.gateway.limits.refused";
    static final String BYPASSED = "chatspace.gateway.limits.bypassed";

    /// What the limiter says is left where Redis could not tell.
    private static final String UNKNOWN = "-1";

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Buckets.class);

    private final RedisRateLimiter limiter;
    private final MeterRegistry metrics;
    private final Counter bypassed;
    private final Clock clock;
    private volatile Instant pausedUntil = Instant.EPOCH;

    Buckets(RedisRateLimiter limiter, MeterRegistry metrics, Clock clock) {
        this.limiter = limiter;
        this.metrics = metrics;
        this.bypassed = metrics.counter(BYPASSED);
        this.clock = clock;
    }

    /// Takes one token of that caller's; false where none is left.
    Mono<Boolean> take(Budget budget, String caller) {
        if (clock.instant().isBefore(pausedUntil)) {
            bypassed.increment();
            return Mono.just(true);
        }
        var name = budget.key();
        return limiter.isAllowed(name, caller)
                .timeout(PATIENCE)
                .map(answer -> {
                    if (UNKNOWN.equals(answer.getHeaders().get(limiter.getRemainingHeader()))) {
                        pause();
                    } else if (!answer.isAllowed()) {
                        metrics.counter(REFUSED, "budget", name).increment();
                    }
                    return answer.isAllowed();
                })
                .onErrorResume(trouble -> {
                    pause();
                    return Mono.just(true);
                });
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
