package io.chatspace.presence.push;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Sees that Redis stands still, long before its commands fail: within [#NOTICE], which is less than a message node
/// waits with its answer for the push (`chatspace.message.delivery.answer-wait`). So nobody can have sent the next
/// message on an answer whose push still waits, and have it pushed here first: from then on live pushes wait too,
/// until Redis has answered for [#SETTLED] looks and every message node has pushed what waited there.
///
/// What it does not see: a message node that alone has lost Redis, and one stalled shard of a cluster among others.
final class StallWatch {
    private static final Logger log = LoggerFactory.getLogger(StallWatch.class);
    static final Duration EVERY = Duration.ofMillis(250);
    static final Duration PATIENCE = Duration.ofMillis(500);
    static final Duration NOTICE = EVERY.plus(PATIENCE);

    /// A message node whose calls failed tries again after 300 ms.
    static final int SETTLED = 4;

    private final ReactiveStringRedisTemplate redis;
    private final UserFeeds feeds;
    private boolean stalled;
    private int answers;

    StallWatch(ReactiveStringRedisTemplate redis, UserFeeds feeds) {
        this.redis = redis;
        this.feeds = feeds;
    }

    Disposable run() {
        return Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> look(), 1)
                .subscribe();
    }

    private Mono<Void> look() {
        return redis.execute(ReactiveRedisConnection::ping)
                .then()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(PATIENCE)
                .doOnSuccess(_ -> answered())
                .doOnError(_ -> silent())
                .onErrorComplete();
    }

    private void answered() {
        if (stalled && ++answers >= SETTLED) {
            stalled = false;
            log.info("Redis answers again: pushes go on");
            feeds.resume();
        }
    }

    private void silent() {
        answers = 0;
        if (!stalled) {
            stalled = true;
            log.info("Redis has not answered for {} ms: pushes wait", PATIENCE.toMillis());
            feeds.pause();
        }
    }
}
