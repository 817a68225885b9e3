package io.chatspace.socketio.server;

import io.chatspace.engineio.server.EngineMetrics;
import java.time.Duration;

/// Hears what a server does, to count it. Called on event loops: never block.
public interface SocketMetrics extends EngineMetrics {
    SocketMetrics NONE = new SocketMetrics() {};

    default void connected(String namespace) {}

    default void refused(String namespace) {}

    default void disconnected(String namespace, DisconnectReason reason) {}

    /// An event came in.
    default void received(String namespace) {}

    /// A packet was handed to one socket's connection.
    default void emitted(String namespace) {}

    /// A client acknowledged after this time.
    default void acknowledged(String namespace, Duration time) {}
}
