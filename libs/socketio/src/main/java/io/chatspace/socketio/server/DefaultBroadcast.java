package io.chatspace.socketio.server;

import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// A broadcast in one namespace.
record DefaultBroadcast(DefaultNamespace namespace, Context context, Target target, Duration timeout)
        implements Broadcast {
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Broadcast to(Room... rooms) {
        return with(target.plusRooms(rooms));
    }

    @Override
    public Broadcast in(Room... rooms) {
        return to(rooms);
    }

    @Override
    public Broadcast except(Room... rooms) {
        return with(target.plusExcept(rooms));
    }

    @Override
    public Broadcast asVolatile() {
        return with(target.asVolatile());
    }

    @Override
    public Broadcast local() {
        return with(target.asLocal());
    }

    @Override
    public Broadcast timeout(Duration newTimeout) {
        return new DefaultBroadcast(namespace, context, target, newTimeout);
    }

    private Broadcast with(Target newTarget) {
        return new DefaultBroadcast(namespace, context, newTarget, timeout);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        send(context.encode(event, args));
    }

    @Override
    public void send(EncodedPacket packet) {
        RecoveryLog log = context.recovery();
        EncodedPacket out = packet;
        if (log != null && !target.isVolatile() && packet.offset() == null) {
            out = packet.withOffset(log.append(namespace.name(), target, packet));
        }
        namespace.adapter().broadcast(out, target);
    }

    @Override
    public Mono<List<JsonNode>> emitWithAck(String event, @Nullable Object... args) {
        return namespace.adapter().broadcastWithAck(context.encode(event, args), target, timeout);
    }

    @Override
    public Mono<List<RemoteSocket>> fetchSockets() {
        return namespace.adapter().fetchSockets(target);
    }

    @Override
    public void socketsJoin(Room... rooms) {
        namespace.adapter().joinAll(target, Set.of(rooms));
    }

    @Override
    public void socketsLeave(Room... rooms) {
        namespace.adapter().leaveAll(target, Set.of(rooms));
    }

    @Override
    public void disconnectSockets(boolean close) {
        namespace.adapter().disconnectAll(target, close);
    }
}
