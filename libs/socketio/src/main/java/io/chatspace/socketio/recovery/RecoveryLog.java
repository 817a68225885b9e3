package io.chatspace.socketio.recovery;

import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.DisconnectReason;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Socket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Where connection state recovery keeps what disconnected sockets may ask for. An application may bring its own.
///
/// A client that was given a pid brings it back in its CONNECT, with the offset of the last packet that it saw.
/// Both are text of the
/// client's: never trust them.
///
/// Order that the server keeps: middleware, then [#restore], then the CONNECT answer, then the packets missed, then
/// what was sent to
/// the socket in the meantime (held since the socket joined a room) less the packets whose offset was among the
/// missed
/// ones.
/// So a log that joins its rooms before it reads loses nothing and doubles nothing.
public interface RecoveryLog {
    /// The pid for a socket that connects, recovered or not; null when this one may not be recovered.
    @Nullable
    String issue(Socket socket);

    /// Finds what a socket missed. Empty when the state can't be restored: the socket then connects as a new one,
    /// with
    /// `recovered` false. An error does the same, and is logged.
    ///
    /// @param socket the new socket, not connected yet: middleware has run, it may be joined to rooms
    /// @param offset empty when the client saw no packet with an offset
    Mono<Recovered> restore(Socket socket, String pid, String offset);

    /// Stores a broadcast or an emit that may be asked for later, and returns its offset, which then rides as the
    /// last
    /// argument.
    /// Null: not stored, and nothing is appended. Not called for volatile packets, for those with an ack or with
    /// an offset.
    default @Nullable String append(String namespace, Target target, EncodedPacket packet) {
        return null;
    }

    /// A socket left for a reason that may be recovered from.
    default void left(Socket socket, DisconnectReason reason) {}
}
