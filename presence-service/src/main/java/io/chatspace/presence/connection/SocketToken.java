package io.chatspace.presence.connection;

import io.chatspace.kit.security.AccessToken;
import io.chatspace.socketio.server.Socket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When the token that a socket came with, or was renewed with, was issued and when it ends.
record SocketToken(@Nullable Instant issuedAt, @Nullable Instant expiresAt) {
    private static final String KEY = "token";

    static void set(Socket socket, AccessToken token) {
        socket.data().put(KEY, new SocketToken(token.issuedAt(), token.expiresAt()));
    }

    /// Null before the token was checked.
    static @Nullable SocketToken of(Socket socket) {
        return socket.data().get(KEY, SocketToken.class);
    }
}
