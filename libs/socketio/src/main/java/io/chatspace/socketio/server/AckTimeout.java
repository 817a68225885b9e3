package io.chatspace.socketio.server;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// An acknowledgement that did not come in time, or can't come any more because the socket is gone. Stackless.
public final class AckTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<JsonNode> received;

    public AckTimeout(String message) {
        this(message, List.of());
    }

    public AckTimeout(String message, List<JsonNode> received) {
        super(message, null, false, false);
        this.received = List.copyOf(received);
    }

    /// The answers of a broadcast that did come.
    public List<JsonNode> received() {
        return received;
    }
}
