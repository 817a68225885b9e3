package io.chatspace.socketio.server;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// One client's connection to one namespace.
///
/// Handlers run on the session's event loop, one event after the other; never block there. Sending, joining and
/// disconnecting may be
/// done from any thread; what one thread sends arrives in that order. A packet for a socket that is gone is dropped
/// silently.
public interface Socket {
    /// Public, 20 characters of base64url; not the session id.
    String id();

    Namespace namespace();

    Handshake handshake();

    SocketData data();

    boolean connected();

    /// Whether its state was restored from before a disconnection; see
    /// [io.chatspace.socketio.recovery.RecoveryLog].
    boolean recovered();

    /// The rooms it is in, its own included.
    Set<Room> rooms();

    Socket on(String event, EventHandler handler);

    /// Handles an event by its first argument. What the handler returns is the acknowledgement: a value, a [Mono]
    /// of one, or null or an empty Mono for one without arguments. A first argument of another type is the
    /// client's mistake: logged at debug level, not handled, not acknowledged.
    <T> Socket on(String event, Class<T> type, Function<? super T, ? extends @Nullable Object> handler);

    /// Called for every event before its own handlers, also for those that have none.
    Socket onAny(Consumer<EventArgs> listener);

    Socket off(String event);

    /// @throws IllegalArgumentException for a reserved event name
    void emit(String event, @Nullable Object... args);

    /// Dropped when the connection can't take it at once.
    void volatileEmit(String event, @Nullable Object... args);

    /// The first argument of the client's answer, or empty when it answered with none.
    /// Fails with [AckTimeout] when none came in time or the socket is gone. Subscribing sends.
    Mono<JsonNode> emitWithAck(String event, Duration timeout, @Nullable Object... args);

    /// Sends an event that was encoded before.
    void send(EncodedPacket packet);

    void join(Room... rooms);

    void leave(Room... rooms);

    /// To the sockets in these rooms, less this one.
    Broadcast to(Room... rooms);

    /// To all sockets of the namespace, less this one.
    Broadcast broadcast();

    /// Leaves the namespace.
    ///
    /// @param close whether the connection is closed too; either way the client does not come back by itself
    void disconnect(boolean close);

    /// Closes the connection beneath without a word: the client comes back by itself, to this node or another, and
    /// its
    /// state may
    /// be recovered. This is how a node that drains moves its clients.
    void closeConnection();

    /// Called once, on the session's event loop, after the socket left its rooms.
    Socket onDisconnect(Consumer<DisconnectReason> listener);

    /// Bytes that wait in the session's queue, all namespaces together. An estimate when not on the event loop.
    long queuedBytes();
}
