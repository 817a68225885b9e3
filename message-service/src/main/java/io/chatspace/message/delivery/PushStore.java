package io.chatspace.message.delivery;

import io.chatspace.contracts.RedisNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/// Appends a push to its user's log and publishes it with its log id, in one atomic call. Log and channel share
/// a hash tag, so that the call also runs on a cluster, where the channel is a sharded one.
class PushStore {
    private final RedisScript<String> script = read("push.lua");
    private final ReactiveStringRedisTemplate redis;
    private final String publish;
    private final String logLength;
    private final String logLife;

    PushStore(ReactiveStringRedisTemplate redis, boolean cluster, int logLength, Duration logLife) {
        this.redis = redis;
        this.publish = cluster ? "SPUBLISH" : "PUBLISH";
        this.logLength = Integer.toString(logLength);
        this.logLife = Long.toString(logLife.toMillis());
    }

    /// The push's id in the log. One try; the connection's command timeout bounds it.
    Mono<String> append(Push push) {
        var user = push.user().toString();
        return redis.execute(
                        script,
                        List.of(RedisNames.userLog(user), RedisNames.userChannel(user)),
                        List.of(
                                push.event(),
                                push.args(),
                                logLength,
                                logLife,
                                push.repeated() ? push.marker() : "",
                                publish))
                .next();
    }

    /// Reads the script now: the first push is on a thread that must not wait for a file.
    private static RedisScript<String> read(String name) {
        try (var file = PushStore.class.getResourceAsStream(name)) {
            var text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return RedisScript.of(text, String.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
