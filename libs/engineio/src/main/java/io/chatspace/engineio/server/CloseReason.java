package io.chatspace.engineio.server;

/// Why a session ended, with the reference's names.
public enum CloseReason {
    TRANSPORT_CLOSE("transport close"),
    TRANSPORT_ERROR("transport error"),
    PING_TIMEOUT("ping timeout"),
    PARSE_ERROR("parse error"),
    /// Moved by the server: the client is to come back.
    FORCED_CLOSE("forced close"),
    /// Sent away by the server, after it was told so.
    FORCED_SERVER_CLOSE("forced server close"),
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
