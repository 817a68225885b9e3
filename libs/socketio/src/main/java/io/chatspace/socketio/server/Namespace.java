package io.chatspace.socketio.server;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// One channel of communication on a shared connection: `/`, `/admin`, ... Its broadcast methods reach all its
/// sockets.
///
/// A namespace declared by pattern is a parent: its middleware and handlers apply to each namespace that clients
/// make match it, and a
/// broadcast on it reaches the sockets of all of them.
public interface Namespace extends Broadcast {
    /// Starts with `/`.
    String name();

    /// Adds a middleware. Register before the server is mounted.
    Namespace use(Middleware middleware);

    /// Called on the session's event loop once the CONNECT was answered, before any event of the client is handled.
    Namespace onConnection(Consumer<Socket> listener);

    /// Handles an event for every socket of the namespace, with one handler object for all of them.
    Namespace on(String event, SocketEventHandler handler);

    /// Called for every socket that leaves after it was connected, on its event loop.
    Namespace onDisconnect(BiConsumer<Socket, DisconnectReason> listener);

    /// The connected sockets of this node.
    Collection<Socket> sockets();

    @Nullable
    Socket socket(String id);

    /// Handles what another node sent with [#serverSideEmit].
    Namespace onServerSideEvent(String event, EventHandler handler);

    /// Tells every other node of the cluster; this one does not hear it.
    void serverSideEmit(String event, @Nullable Object... args);

    /// The first argument of every other node's answer.
    Mono<List<JsonNode>> serverSideEmitWithAck(String event, @Nullable Object... args);

    /// As [EventHandler], told which socket it was.
    @FunctionalInterface
    interface SocketEventHandler {
        void handle(Socket socket, EventArgs args, Ack ack);
    }
}
