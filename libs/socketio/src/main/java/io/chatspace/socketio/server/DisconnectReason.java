package io.chatspace.socketio.server;

/// Why a socket left, with the names that Socket.IO users know.
public enum DisconnectReason {
    TRANSPORT_CLOSE("transport close", true),
    TRANSPORT_ERROR("transport error", true),
    PING_TIMEOUT("ping timeout", true),
    FORCED_CLOSE("forced close", true),
    FORCED_SERVER_CLOSE("forced server close", true),
    SERVER_SHUTTING_DOWN("server shutting down", true),
    PARSE_ERROR("parse error", false),
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect", false),
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect", false);

    private final String text;
    private final boolean recoverable;

    DisconnectReason(String text, boolean recoverable) {
        this.text = text;
        this.recoverable = recoverable;
    }

    /// The name on the wire and in logs, for example `transport close`.
    public String text() {
        return text;
    }

    /// Whether a client that comes back in time may have its state restored.
    public boolean recoverable() {
        return recoverable;
    }
}
