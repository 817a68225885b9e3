package io.chatspace.auth.user;

import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/// Tells the other services which users changed, on [RedisNames#USERS_CHANGED].
///
/// [#announce(UserId)] only puts the id in a queue, so no request waits for Redis or fails with it. While Redis is away
/// ids are dropped, and counted: what others keep of a profile runs out by itself.
@Component
public class UserChanges extends BackgroundLoop {
    static final String DROPPED = "chatspace.auth.announcements.dropped";
    private static final Logger log = LoggerFactory.getLogger(UserChanges.class);
    private static final int WAITING = 1024;

    private final ReactiveStringRedisTemplate redis;
    private final Counter dropped;
    private final Sinks.Many<UserId> queue = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<UserId>get(WAITING).get());

    UserChanges(ReactiveStringRedisTemplate redis, MeterRegistry meters) {
        this.redis = redis;
        this.dropped = Counter.builder(DROPPED)
                .description("Changed users that the other services were not told of")
                .register(meters);
    }

    public void announce(UserId user) {
        Sinks.EmitResult result;
        synchronized (queue) {
            result = queue.tryEmitNext(user);
        }
        if (result.isFailure()) {
            dropped.increment();
        }
    }

    @Override
    protected Disposable begin() {
        return queue.asFlux().concatMap(this::publish).subscribe();
    }

    private Mono<Void> publish(UserId user) {
        // Elsewhere: making the first connection blocks its caller. The client's own timeouts bound it.
        return Mono.defer(() -> redis.convertAndSend(RedisNames.USERS_CHANGED, user.toString()))
                .subscribeOn(Schedulers.boundedElastic())
                .then()
                .onErrorResume(e -> {
                    dropped.increment();
                    log.debug("Could not announce a changed user", e);
                    return Mono.empty();
                });
    }
}
