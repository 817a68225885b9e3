package io.chatspace.kit.security;

import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import io.chatspace.kit.redis.Gaps;
import io.lettuce.core.event.EventBus;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.ReactiveSubscription.Message;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the [RevocationList] up to date from Redis: hears what is revoked now, and reads what was revoked before at
/// start, after every reconnect (what was said meanwhile was not heard), and every [#REREAD] for safety.
///
/// While Redis is away the list stays as it is: those who are already logged in go on, and what was revoked stays
/// revoked.
final class RevocationFeed extends BackgroundLoop {
    static final Duration REREAD = Duration.ofSeconds(15);
    private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final ReactiveStringRedisTemplate redis;
    private final EventBus events;
    private final RevocationList list;
    private final JsonMapper json;
    private final Clock clock;
    private volatile boolean deaf;

    RevocationFeed(
            ReactiveStringRedisTemplate redis, EventBus events, RevocationList list, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.events = events;
        this.list = list;
        this.json = json;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return Flux.defer(this::run)
                .doOnError(this::sayOnce)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY))
                .subscribe();
    }

    private Flux<Object> run() {
        var subscribed = Sinks.one();
        Flux<Object> heard = Flux.defer(() -> redis.listenToChannelLater(RedisNames.REVOCATIONS))
                // Making a connection blocks its caller.
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(_ -> {
                    var _ = subscribed.tryEmitEmpty();
                    deaf = false;
                })
                .concatMap(messages -> messages.map(Message::getMessage))
                .doOnNext(this::take)
                .cast(Object.class)
                .concatWith(Mono.error(() -> new IllegalStateException("The subscription has ended")));
        Flux<Object> reread = Flux.merge(subscribed.asMono().thenReturn(0L), Flux.interval(REREAD), Gaps.in(events))
                .onBackpressureLatest()
                .concatMap(_ -> readAll(), 1)
                .cast(Object.class);
        return Flux.merge(heard, reread);
    }

    private Mono<String> readAll() {
        var still = Range.<Double>rightUnbounded(Range.Bound.inclusive((double) clock.millis()));
        return Flux.defer(() -> redis.opsForZSet()
                        .rangeByScore(
                                RedisNames.REVOCATION_SET, still, Limit.limit().count(RevocationList.BOUND)))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(this::take)
                .then(Mono.<String>empty())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY));
    }

    private void sayOnce(Throwable error) {
        if (!deaf) {
            deaf = true;
            log.warn("Revocations are not heard for now: {}", error.toString());
        }
    }

    private void take(String message) {
        try {
            list.add(json.readValue(message, SessionRevoked.class));
        } catch (JacksonException e) {
            log.warn("A revocation could not be read: {}", e.getOriginalMessage());
        }
    }
}
