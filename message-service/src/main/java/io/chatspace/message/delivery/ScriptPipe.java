package io.chatspace.message.delivery;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.DigestUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// One Lua script over a connection of its own, on which calls that are made together leave in one write. The driver's
/// own commands: on the way of every message, what a template does around them costs more than they do.
///
/// Any thread may call. Nothing here blocks. Errors are Lettuce's.
final class ScriptPipe {
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);
    private static final StringCodec TEXT = StringCodec.UTF8;

    private final String script;
    private final String digest;
    private final Mono<StatefulConnection<String, String>> connection;
    private final Queue<AsyncCommand<String, String, String>> unsent = new ConcurrentLinkedQueue<>();
    private volatile @Nullable StatefulConnection<String, String> open;
    private volatile boolean together;

    ScriptPipe(String script, LettuceConnectionFactory connections) {
        this.script = script;
        this.digest = DigestUtils.sha1DigestAsHex(script);
        // Lettuce connects again by itself once it was connected.
        this.connection = Mono.fromCallable(() -> connect(connections.getRequiredNativeClient()))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(connected -> open = connected)
                .cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    private static StatefulConnection<String, String> connect(AbstractRedisClient client) {
        return switch (client) {
            case RedisClient one -> one.connect(TEXT);
            case RedisClusterClient cluster -> cluster.connect(TEXT);
            default -> throw new IllegalStateException("A Redis client of a kind that is not known here: " + client);
        };
    }

    /// Calls that are made meanwhile leave together, when this returns.
    void together(Runnable calls) {
        together = true;
        try {
            calls.run();
        } finally {
            together = false;
            send();
        }
    }

    /// What the script returns. On a cluster all keys are of one slot.
    Mono<String> call(List<String> keys, List<String> arguments) {
        return connection.flatMap(_ -> call(CommandType.EVALSHA, digest, keys, arguments)
                .onErrorResume(RedisNoScriptException.class, _ -> call(CommandType.EVAL, script, keys, arguments)));
    }

    private Mono<String> call(CommandType how, String what, List<String> keys, List<String> arguments) {
        return Mono.defer(() -> {
            var args = new CommandArgs<>(TEXT)
                    .add(what.getBytes(StandardCharsets.UTF_8))
                    .add(keys.size())
                    .addKeys(keys)
                    .addValues(arguments);
            var command = new AsyncCommand<>(new Command<>(how, new ValueOutput<>(TEXT), args));
            unsent.add(command);
            if (!together) {
                send();
            }
            return Mono.fromFuture(command, true);
        });
    }

    private void send() {
        var to = open;
        if (to == null) {
            return;
        }
        var commands = new ArrayList<RedisCommand<String, String, ?>>();
        for (var next = unsent.poll(); next != null; next = unsent.poll()) {
            commands.add(next);
        }
        if (commands.isEmpty()) {
            return;
        }
        try {
            var _ = to.dispatch(commands);
        } catch (RuntimeException e) {
            // Away, and told not to wait for it.
            commands.forEach(command -> command.completeExceptionally(e));
        }
    }
}
