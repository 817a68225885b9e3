package io.chatspace.gateway.route;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;

/// What a Socket.IO client is told when its request can't reach a node. The first is the Engine.IO protocol's
/// own: it
/// makes
/// clients start a new session at once.
public enum SocketError {
    UNKNOWN_SESSION(HttpStatus.BAD_REQUEST, "{\"code\":1,\"message\":\"Session ID unknown\"}"),
    FORBIDDEN_ORIGIN(HttpStatus.FORBIDDEN, "{\"code\":4,\"message\":\"Forbidden\"}"),
    NO_NODE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "{\"success\":false,\"message\":\"Service unavailable, please try again\",\"code\":\"unavailable\"}");

    private final HttpStatus status;
    private final String body;

    SocketError(HttpStatus status, String body) {
        this.status = status;
        this.body = body;
    }

    public HttpStatus status() {
        return status;
    }

    public byte[] json() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
