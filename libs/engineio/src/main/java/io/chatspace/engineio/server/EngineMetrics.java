package io.chatspace.engineio.server;

/// Hears what an engine does, to count it. Called on event loops: never block.
public interface EngineMetrics {
    EngineMetrics NONE = new EngineMetrics() {};

    /// @param transport `polling` or `websocket`
    default void opened(String transport) {}

    default void upgraded() {}

    /// @param transport that it had last
    default void closed(String transport, CloseReason reason) {}

    /// A request or handshake was refused with one of the numbered errors.
    default void refused(EngineError error) {}

    default void received(String transport, int bytes) {}

    default void sent(String transport, int bytes) {}

    /// A session's queue passed half of its bound.
    default void queueHalfFull() {}

    /// A session was closed because its client did not read.
    default void queueFull() {}
}
