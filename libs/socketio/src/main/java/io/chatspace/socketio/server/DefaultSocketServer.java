package io.chatspace.socketio.server;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.socketio.adapter.AdapterFactory;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

final class DefaultSocketServer implements SocketServer {
    DefaultSocketServer(
            EngineOptions engine,
            SocketOptions options,
            AdapterFactory adapter,
            @Nullable RecoveryLog recovery,
            JsonMapper json,
            SocketMetrics metrics) {}

    @Override
    public Namespace of(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Namespace of(Predicate<String> names) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Namespace of(Pattern names) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EngineServer engine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int sessions() {
        return 0;
    }

    @Override
    public Mono<Void> drain(Duration spread) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> close() {
        return Mono.empty();
    }
}
