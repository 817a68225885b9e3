package io.chatspace.engineio.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request beneath the engine's path, whatever server it came through.
///
/// @param method    upper case
/// @param file      what follows the engine's path: empty but for files of the client
/// @param query     decoded
/// @param upgrade   whether it asks for a WebSocket
public record EngineRequest(
        String method,
        String file,
        Map<String, List<String>> query,
        HandshakeHeaders headers,
        InetSocketAddress peer,
        boolean secure,
        boolean upgrade) {

    /// The first value of a query parameter, or null.
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
