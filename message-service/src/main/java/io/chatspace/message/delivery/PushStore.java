package io.chatspace.message.delivery;

import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.tracing.Traces;
import io.micrometer.tracing.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;

/// Appends a push to its user's log and publishes it with its log id, in one atomic call. Log and channel share
/// a hash tag, so that the call also runs on a cluster, where the channel is a sharded one.
class PushStore {
    static final String PUBLISH = "publish ";

    private final ScriptPipe script;
    private final String publish;
    private final String logLength;
    private final String logLife;
    private final Traces traces;

    PushStore(LettuceConnectionFactory redis, int logLength, Duration logLife, Traces traces) {
        this.script = new ScriptPipe(read("push.lua"), redis);
        this.publish = redis.isClusterAware() ? "SPUBLISH" : "PUBLISH";
        this.logLength = Integer.toString(logLength);
        this.logLife = Long.toString(logLife.toMillis());
        this.traces = traces;
    }

    /// What is appended by this meanwhile, on the same thread, leaves in one write.
    void together(Runnable appends) {
        script.together(appends);
    }

    /// The push's id in the log. One try; the connection's command timeout bounds it.
    Mono<String> append(Push push) {
        var span = push.trace() == null ? null : traces.begin(PUBLISH + push.event(), Span.Kind.PRODUCER, push.trace());
        return span == null ? call(push, arguments(push)) : traced(push, span);
    }

    private List<String> arguments(Push push) {
        return List.of(push.event(), push.args(), logLength, logLife, push.repeated() ? push.marker() : "", publish);
    }

    private Mono<String> call(Push push, List<String> arguments) {
        var user = push.user().toString();
        return script.call(List.of(RedisNames.userLog(user), RedisNames.userChannel(user)), arguments);
    }

    /// Tells the nodes that hear the push of the span, too.
    private Mono<String> traced(Push push, Span span) {
        var arguments = new ArrayList<>(arguments(push));
        var traceparent = traces.traceparent(span);
        if (traceparent != null) {
            arguments.add(traceparent);
        }
        var _ = span.tag("messaging.system", "redis")
                .tag("messaging.operation.name", "publish")
                .tag("chatspace.push.repeated", push.repeated());
        return call(push, arguments).doOnError(span::error).doFinally(_ -> span.end());
    }

    /// Reads the script now: the first push is on a thread that must not wait for a file.
    private static String read(String name) {
        try (var file = PushStore.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
