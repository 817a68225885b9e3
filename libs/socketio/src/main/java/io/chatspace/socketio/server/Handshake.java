package io.chatspace.socketio.server;

import io.chatspace.engineio.server.HandshakeHeaders;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a client brought when it connected.
///
/// @param headers of the request that opened the session
/// @param query   decoded parameters of that request, `EIO`, `transport` and the like included
/// @param address of the client: the peer, or what the engine's address resolver made of it
/// @param secure  whether the session was opened over TLS
/// @param auth    the CONNECT packet's payload; an empty object when there was none
/// @param time    when the namespace was asked for
public record Handshake(
        HandshakeHeaders headers,
        Map<String, List<String>> query,
        InetSocketAddress address,
        boolean secure,
        JsonNode auth,
        Instant time) {

    /// The first value of a query parameter.
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
