package io.chatspace.standalone.store;

import java.util.Map;

/// The MongoDB, or what stands in for it, that the services keep their data in.
public sealed interface Database extends AutoCloseable permits ExternalDatabase, MongodProcess, TrialDatabase {
    /// A connection string without a database name.
    String uri();

    /// Which one it is and what an acknowledged write is worth on it, for the person at the terminal.
    String summary();

    /// False where health checks that say `hello` would fail.
    default boolean complete() {
        return true;
    }

    /// Process ids of what was started for it, by name.
    default Map<String, Long> pids() {
        return Map.of();
    }

    @Override
    void close();
}
