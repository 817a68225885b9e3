package io.chatspace.auth.revocation;

import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.resource.ClientResources;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/// Tells every service through Redis what is revoked. No request waits for it.
///
/// What could not be told at once is told when Redis is back: after every reconnect, and every [#ROUND], the whole of
/// what the database holds is compared with the set in Redis, and what is missing there (all of it, where Redis came
/// back empty) is added and published.
@Component
class RevocationAnnouncer extends BackgroundLoop {
    static final Duration ROUND = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(RevocationAnnouncer.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int AT_ONCE = 1024;

    private final ReactiveStringRedisTemplate redis;
    private final RevocationRepository stored;
    private final ClientResources resources;
    private final JsonMapper json;
    private final Clock clock;
    private final Sinks.Many<SessionRevoked> news = Sinks.many().multicast().onBackpressureBuffer(AT_ONCE, false);

    RevocationAnnouncer(
            ReactiveStringRedisTemplate redis,
            RevocationRepository stored,
            ClientResources resources,
            JsonMapper json,
            Clock clock) {
        this.redis = redis;
        this.stored = stored;
        this.resources = resources;
        this.json = json;
        this.clock = clock;
    }

    void announce(SessionRevoked event) {
        Sinks.EmitResult result;
        synchronized (news) {
            result = news.tryEmitNext(event);
        }
        if (result.isFailure()) {
            log.warn("A revocation is told late, with the next round: {}", result);
        }
    }

    @Override
    protected Disposable begin() {
        var rounds = Flux.merge(
                        Flux.interval(Duration.ZERO, ROUND),
                        resources.eventBus().get().ofType(ConnectionActivatedEvent.class))
                .onBackpressureLatest()
                .concatMap(_ -> tellAll(), 1);
        var told = news.asFlux()
                .concatMap(event -> add(event).then(publish(event)).retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY)));
        return Flux.merge(told, rounds)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY))
                .subscribe();
    }

    /// Adds what the set lacks and publishes just that. Tried until it is done.
    private Mono<Void> tellAll() {
        return Mono.defer(() -> {
                    var now = clock.instant();
                    return stored.removeEndedBefore(now)
                            .then(redis.opsForZSet()
                                    .removeRangeByScore(
                                            RedisNames.REVOCATION_SET,
                                            Range.leftUnbounded(Range.Bound.exclusive((double) now.toEpochMilli()))))
                            .thenMany(stored.activeAt(now))
                            .map(StoredRevocation::event)
                            .concatMap(event -> add(event).flatMap(added -> added ? publish(event) : Mono.empty()))
                            .then();
                })
                .subscribeOn(Schedulers.boundedElastic())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY));
    }

    /// True where the set lacked it. Before it is published: who starts between the two reads it from the set.
    private Mono<Boolean> add(SessionRevoked event) {
        return Mono.defer(() -> redis.opsForZSet().add(RedisNames.REVOCATION_SET, text(event), event.until()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Void> publish(SessionRevoked event) {
        return redis.convertAndSend(RedisNames.REVOCATIONS, text(event)).then();
    }

    private String text(SessionRevoked event) {
        return json.writeValueAsString(event);
    }
}
