package io.chatspace.message.delivery;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import io.chatspace.message.id.UserId;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Events for one user's devices that are not worth a place in the log: a device that is away misses them.
public final class VolatilePush {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /// The key is the channel, so that a cluster runs it where the channel lives.
    private static final RedisScript<Long> PUBLISH =
            RedisScript.of("return redis.call(ARGV[1], KEYS[1], ARGV[2])", Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final String command;
    private final JsonMapper json;

    VolatilePush(ReactiveStringRedisTemplate redis, boolean cluster, JsonMapper json) {
        this.redis = redis;
        this.command = cluster ? "SPUBLISH" : "PUBLISH";
        this.json = json;
    }

    /// One try. Errors where Redis does not take it within half a second.
    public Mono<Void> send(UserId user, String event, Object argument) {
        var frame = new PushFrame(PushFrame.NO_LOG_ID, event, json.writeValueAsString(List.of(argument)));
        return Mono.defer(() -> redis.execute(
                                PUBLISH,
                                List.of(RedisNames.userChannel(user.toString())),
                                List.of(command, frame.format()))
                        .then())
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }
}
