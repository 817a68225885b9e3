package io.chatspace.presence.connection;

import io.chatspace.socketio.server.Socket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// When the token that a socket came with, or was renewed with, was issued and when it ends.
record SocketToken(@Nullable Instant issuedAt, @Nullable Instant expiresAt) {
    private static final String KEY = "token";

    static void set(Socket socket, Jwt jwt) {
        socket.data().put(KEY, new SocketToken(jwt.getIssuedAt(), jwt.getExpiresAt()));
    }

    /// Null before the token was checked.
    static @Nullable SocketToken of(Socket socket) {
        return socket.data().get(KEY, SocketToken.class);
    }
}
