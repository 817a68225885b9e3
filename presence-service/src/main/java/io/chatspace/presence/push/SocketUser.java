package io.chatspace.presence.push;

import io.chatspace.kit.security.Caller;
import io.chatspace.socketio.server.Socket;
import org.jspecify.annotations.Nullable;

/// Whose socket it is.
public final class SocketUser {
    private static final String KEY = "caller";

    private SocketUser() {}

    public static void set(Socket socket, Caller caller) {
        socket.data().put(KEY, caller);
    }

    /// Null before the token was checked.
    public static @Nullable Caller of(Socket socket) {
        return socket.data().get(KEY, Caller.class);
    }
}
