package io.chatspace.presence.connection;

import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.security.RevocationList;
import io.chatspace.presence.push.SocketUser;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.socketio.server.Socket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Ends this node's sockets whose token was revoked: by a logout, a new password, a ban, the end of the account. What
/// the client then gets on its way back is an authentication error.
final class SocketRevocations {
    private final RevocationList revocations;
    private final UserFeeds feeds;
    private final Counter closed;

    SocketRevocations(RevocationList revocations, UserFeeds feeds, MeterRegistry meters) {
        this.revocations = revocations;
        this.feeds = feeds;
        this.closed = meters.counter("chatspace.presence.sockets.revoked");
    }

    /// From now on, for as long as the service runs.
    void listen() {
        revocations.listen(this::revoked);
    }

    private void revoked(SessionRevoked event) {
        feeds.sockets(event.userId()).forEach(this::closeIfRevoked);
    }

    /// For a socket that was just counted: its token may have been revoked between the check and now.
    void closeIfRevoked(Socket socket) {
        var caller = SocketUser.of(socket);
        var token = SocketToken.of(socket);
        if (caller != null
                && token != null
                && revocations.revoked(caller.userId(), caller.sessionId(), token.issuedAt())) {
            closed.increment();
            // The connection beneath, not the namespace: the client comes back and is told why not.
            socket.closeConnection();
        }
    }
}
