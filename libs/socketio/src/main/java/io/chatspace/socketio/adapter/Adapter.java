package io.chatspace.socketio.adapter;

import io.chatspace.engineio.packet.Message;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Knows which socket of one namespace is in which room, and reaches those on other nodes. Thread-safe; nothing
/// blocks.
///
/// A local member must be connected, or held for its CONNECT; the adapter does not look.
public interface Adapter {
    /// Adds a socket with its own room.
    void add(Member member);

    /// Forgets a socket and all its rooms.
    void remove(String socketId);

    /// Does nothing for a socket that was not added.
    void join(String socketId, Collection<Room> rooms);

    void leave(String socketId, Collection<Room> rooms);

    /// The rooms of a socket of this node, its own included; empty for an unknown one.
    Set<Room> rooms(String socketId);

    /// This node's sockets that a target means.
    Collection<Member> local(Target target);

    @Nullable
    Member member(String socketId);

    void broadcast(EncodedPacket packet, Target target);

    /// Sends with an ack id and collects the first argument of each answer. Fails with `AckTimeout`.
    Mono<List<JsonNode>> broadcastWithAck(EncodedPacket packet, Target target, Duration timeout);

    Mono<List<RemoteSocket>> fetchSockets(Target target);

    void joinAll(Target target, Set<Room> rooms);

    void leaveAll(Target target, Set<Room> rooms);

    void disconnectAll(Target target, boolean close);

    /// Sends the event to every other node.
    ///
    /// @param eventAndArgs the name first
    void serverSideEmit(List<JsonNode> eventAndArgs);

    /// The first argument of each other node's answer.
    Mono<List<JsonNode>> serverSideEmitWithAck(List<JsonNode> eventAndArgs, Duration timeout);

    /// How many nodes share this namespace, this one included.
    Mono<Integer> serverCount();

    /// Lets go of what it holds outside this process.
    default Mono<Void> close() {
        return Mono.empty();
    }

    /// A socket as its adapter sees it.
    interface Member extends Socket {
        Executor executor();

        boolean inExecutor();

        /// Sends, or with `isVolatile` drops where the connection can't take it.
        void send(EncodedPacket packet, boolean isVolatile);

        /// Sends messages that carry this ack id, and waits for the answer's arguments. Fails with `AckTimeout`.
        Mono<List<JsonNode>> sendWithAck(List<Message> messages, long ackId, Duration timeout);

        /// Its description for other nodes.
        RemoteSocket describe();
    }
}
