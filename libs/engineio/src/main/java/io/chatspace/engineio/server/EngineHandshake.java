package io.chatspace.engineio.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the request that opened a session said.
///
/// @param query    decoded, in order
/// @param protocol 4, or 3 where that is allowed
public record EngineHandshake(
        HandshakeHeaders headers,
        Map<String, List<String>> query,
        InetSocketAddress address,
        boolean secure,
        int protocol) {

    /// The first value of a query parameter, or null.
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
