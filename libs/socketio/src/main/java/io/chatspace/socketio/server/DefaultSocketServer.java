package io.chatspace.socketio.server;

import io.chatspace.engineio.server.Assets;
import io.chatspace.engineio.server.CloseReason;
import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.engineio.server.EngineSession;
import io.chatspace.engineio.server.RandomIds;
import io.chatspace.socketio.adapter.AdapterFactory;
import io.chatspace.socketio.packet.PayloadWriter;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The one implementation: an engine whose sessions are [Client]s, and the namespaces that they connect to.
final class DefaultSocketServer implements SocketServer {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final EngineServer engine;
    private final Namespaces namespaces;

    DefaultSocketServer(
            EngineOptions engineOptions,
            SocketOptions options,
            AdapterFactory adapter,
            @Nullable RecoveryLog recovery,
            JsonMapper json,
            SocketMetrics metrics) {
        Context context = new Context(
                options,
                engineOptions.maxQueue(),
                adapter,
                recovery,
                json,
                new PayloadWriter(json),
                metrics,
                RandomIds.create());
        this.namespaces = new Namespaces(context);
        this.engine = new EngineServer(
                engineOptions,
                session -> new Client(session, context, namespaces),
                metrics,
                options.servesClient() ? new ClientFiles() : Assets.NONE);
    }

    @Override
    public Namespace of(String name) {
        return namespaces.declare(name);
    }

    @Override
    public Namespace of(Predicate<String> names) {
        return namespaces.declare(names);
    }

    @Override
    public Namespace of(Pattern names) {
        return of(names.asMatchPredicate());
    }

    @Override
    public EngineServer engine() {
        return engine;
    }

    @Override
    public int sessions() {
        return engine.sessionCount();
    }

    @Override
    public Mono<Void> drain(Duration spread) {
        return Mono.defer(() -> {
            engine.refuseNew();
            List<? extends EngineSession> open = List.copyOf(engine.sessions());
            if (open.isEmpty()) {
                return Mono.empty();
            }
            Duration step = spread.dividedBy(open.size());
            long perTick = step.compareTo(POLL) >= 0 ? 1 : Math.max(1, POLL.toNanos() / Math.max(1, step.toNanos()));
            Duration tick = step.compareTo(POLL) >= 0 ? step : POLL;
            Flux<? extends Collection<? extends EngineSession>> groups =
                    Flux.fromIterable(open).buffer((int) Math.min(perTick, open.size()));
            return groups.zipWith(Flux.interval(Duration.ZERO, tick).onBackpressureLatest())
                    .doOnNext(group -> group.getT1().forEach(session -> session.close(CloseReason.FORCED_CLOSE)))
                    .then(gone());
        });
    }

    @Override
    public void acceptNew() {
        engine.acceptNew();
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            engine.closeAll(CloseReason.SERVER_SHUTTING_DOWN);
            return gone().then(namespaces.close());
        });
    }

    /// Completes when no session is left, or after a bound.
    private Mono<Void> gone() {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .takeUntil(tick -> engine.sessionCount() == 0)
                .take(CLOSE_PATIENCE)
                .then();
    }
}
