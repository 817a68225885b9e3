package io.chatspace.socketio.server;

import io.chatspace.socketio.adapter.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// A namespace declared by pattern: its handlers serve all that match, its broadcasts reach all of them.
final class ParentNamespace extends BaseNamespace {
    private static final int CONCURRENT = 16;

    private final Context context;
    private final Function<Handlers, List<DefaultNamespace>> children;
    private final Target target;
    private final Duration timeout;

    ParentNamespace(Context context, Function<Handlers, List<DefaultNamespace>> children) {
        this(new Handlers(), context, children, Target.ALL, DefaultBroadcast.DEFAULT_TIMEOUT);
    }

    private ParentNamespace(
            Handlers handlers,
            Context context,
            Function<Handlers, List<DefaultNamespace>> children,
            Target target,
            Duration timeout) {
        super(handlers);
        this.context = context;
        this.children = children;
        this.target = target;
        this.timeout = timeout;
    }

    private Broadcast with(Target newTarget, Duration newTimeout) {
        return new ParentNamespace(handlers(), context, children, newTarget, newTimeout);
    }

    /// Each child as this broadcast sees it.
    private List<DefaultBroadcast> targets() {
        List<DefaultBroadcast> all = new ArrayList<>();
        for (DefaultNamespace child : children.apply(handlers())) {
            all.add(new DefaultBroadcast(child, context, target, timeout));
        }
        return all;
    }

    private void each(Consumer<Broadcast> action) {
        targets().forEach(action);
    }

    @Override
    public String name() {
        return "/_parent";
    }

    @Override
    public Collection<Socket> sockets() {
        List<Socket> all = new ArrayList<>();
        children.apply(handlers()).forEach(child -> all.addAll(child.sockets()));
        return all;
    }

    @Override
    public @Nullable Socket socket(String id) {
        for (DefaultNamespace child : children.apply(handlers())) {
            Socket found = child.socket(id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... args) {
        children.apply(handlers()).forEach(child -> child.serverSideEmit(event, args));
    }

    @Override
    public Mono<List<JsonNode>> serverSideEmitWithAck(String event, @Nullable Object... args) {
        return Flux.fromIterable(children.apply(handlers()))
                .flatMap(child -> child.serverSideEmitWithAck(event, args), CONCURRENT)
                .flatMapIterable(answers -> answers)
                .collectList();
    }

    @Override
    public Broadcast to(Room... rooms) {
        return with(target.plusRooms(rooms), timeout);
    }

    @Override
    public Broadcast in(Room... rooms) {
        return to(rooms);
    }

    @Override
    public Broadcast except(Room... rooms) {
        return with(target.plusExcept(rooms), timeout);
    }

    @Override
    public Broadcast asVolatile() {
        return with(target.asVolatile(), timeout);
    }

    @Override
    public Broadcast local() {
        return with(target.asLocal(), timeout);
    }

    @Override
    public Broadcast timeout(Duration newTimeout) {
        return with(target, newTimeout);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        send(context.encode(event, args));
    }

    @Override
    public void send(EncodedPacket packet) {
        each(child -> child.send(packet));
    }

    @Override
    public Mono<List<JsonNode>> emitWithAck(String event, @Nullable Object... args) {
        return Flux.fromIterable(targets())
                .flatMap(child -> child.emitWithAck(event, args), CONCURRENT)
                .flatMapIterable(answers -> answers)
                .collectList();
    }

    @Override
    public Mono<List<RemoteSocket>> fetchSockets() {
        return Flux.fromIterable(targets())
                .flatMap(Broadcast::fetchSockets, CONCURRENT)
                .flatMapIterable(sockets -> sockets)
                .collectList();
    }

    @Override
    public void socketsJoin(Room... rooms) {
        each(child -> child.socketsJoin(rooms));
    }

    @Override
    public void socketsLeave(Room... rooms) {
        each(child -> child.socketsLeave(rooms));
    }

    @Override
    public void disconnectSockets(boolean close) {
        each(child -> child.disconnectSockets(close));
    }
}
