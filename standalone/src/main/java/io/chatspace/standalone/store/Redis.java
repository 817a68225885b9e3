package io.chatspace.standalone.store;

import java.util.Map;

/// The Redis that the services meet at.
public sealed interface Redis extends AutoCloseable permits ExternalRedis, EmbeddedRedis {
    /// `redis://host:port`
    String url();

    /// Which one it is, and what that means, for the person at the terminal.
    String summary();

    /// Process ids of what was started for it, by name.
    default Map<String, Long> pids() {
        return Map.of();
    }

    @Override
    void close();
}
