package io.chatspace.socketio.server;

import org.jspecify.annotations.Nullable;

/// Thrown (or emitted as an error) by a [Middleware] to refuse a CONNECT with a message that the client may read.
///
/// The client gets `CONNECT_ERROR {"message": message, "data": data}`; `data` is left out when null. Stackless: it
/// is an answer,
/// not a fault. Any other error refuses too, but the client only reads `Internal error`, and the cause is logged.
public final class ConnectRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    public ConnectRefused(String message) {
        this(message, null);
    }

    /// @param data anything Jackson can write, or null
    public ConnectRefused(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    public @Nullable Object data() {
        return data;
    }
}
