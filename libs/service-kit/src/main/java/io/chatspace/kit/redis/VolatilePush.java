package io.chatspace.kit.redis;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Publishes to a user's sockets on all nodes what is not worth a place in the log: who is away misses it.
public final class VolatilePush {
    /// The key is the channel, so that a cluster runs it where the channel lives.
    private static final RedisScript<Long> PUBLISH =
            RedisScript.of("return redis.call(ARGV[1], KEYS[1], ARGV[2])", Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final String command;
    private final Duration patience;

    /// @param cluster  whether Redis is one, where each shard has channels of its own
    /// @param patience how long one try may take
    public VolatilePush(ReactiveStringRedisTemplate redis, JsonMapper json, boolean cluster, Duration patience) {
        this.redis = redis;
        this.json = json;
        this.command = cluster ? "SPUBLISH" : "PUBLISH";
        this.patience = patience;
    }

    /// One try. Errors where Redis does not take it in time.
    public Mono<Void> publish(String userId, String event, Object argument) {
        var frame = new PushFrame(PushFrame.NO_LOG_ID, event, json.writeValueAsString(List.of(argument)));
        return redis.execute(PUBLISH, List.of(RedisNames.userChannel(userId)), List.of(command, frame.format()))
                .then()
                // Making a connection blocks its caller.
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(patience);
    }
}
