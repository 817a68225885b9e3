package io.chatspace.socketio.server;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Sends to many sockets of a namespace: all of them, or those in any of the rooms named, less those in a room
/// excepted.
///
/// Immutable: each method that narrows returns a new one. A packet is encoded once, whatever the number of
/// receivers. A
/// socket that
/// is in several of the rooms gets it once. Any thread may call; nothing here blocks or waits for the receivers.
public interface Broadcast {
    /// Adds rooms; a socket in any of them receives.
    Broadcast to(Room... rooms);

    /// The same as [#to].
    Broadcast in(Room... rooms);

    Broadcast except(Room... rooms);

    /// Receivers whose queue is not empty may miss it.
    Broadcast asVolatile();

    /// Only sockets of this node.
    Broadcast local();

    /// How long [#emitWithAck] waits; 10 seconds when not said.
    Broadcast timeout(Duration timeout);

    /// @throws IllegalArgumentException for a reserved event name
    void emit(String event, @Nullable Object... args);

    /// Sends an event that was encoded before: the way for a product's hot path.
    void send(EncodedPacket packet);

    /// The first argument of every receiver's answer, on all nodes. Fails with [AckTimeout] when some did not
    /// answer in
    /// time.
    /// Subscribing sends; each subscription sends again.
    Mono<List<JsonNode>> emitWithAck(String event, @Nullable Object... args);

    /// The matching sockets of all nodes, unless [#local].
    Mono<List<RemoteSocket>> fetchSockets();

    void socketsJoin(Room... rooms);

    void socketsLeave(Room... rooms);

    /// @param close whether their connections are closed too, with all namespaces on them
    void disconnectSockets(boolean close);
}
