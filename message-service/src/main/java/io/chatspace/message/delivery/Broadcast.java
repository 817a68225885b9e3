package io.chatspace.message.delivery;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/// Events for every socket of every user. They are in no log: a device that is away misses them, and asks when it
/// is back.
public final class Broadcast {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMillis(300);
    private static final Duration LAST_RETRY = Duration.ofSeconds(3);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;

    Broadcast(ReactiveStringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /// Completes once Redis has taken it; errors, within a second, where it can't.
    public Mono<Void> send(String event, Object argument) {
        var frame = new PushFrame(PushFrame.NO_LOG_ID, event, json.writeValueAsString(List.of(argument)));
        return Mono.defer(() -> redis.convertAndSend(RedisNames.BROADCAST, frame.format()))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .then();
    }

    /// The names of the events that any node broadcasts from now on. Never ends; what is said while Redis is away is
    /// missed.
    public Flux<String> heard() {
        return Flux.defer(() -> redis.listenToChannel(RedisNames.BROADCAST))
                .subscribeOn(Schedulers.boundedElastic())
                .mapNotNull(message -> PushFrame.parse(message.getMessage()))
                .map(PushFrame::event)
                .repeat()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LAST_RETRY));
    }
}
