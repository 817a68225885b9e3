package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.Message;

/// The outgoing half of an open WebSocket. Called on the session's executor.
public interface WebSocketLink {
    void write(Message message);

    void flush();

    /// Whether the connection takes more without queueing for long.
    boolean writable();

    /// Bytes written that the kernel has not taken.
    long pendingBytes();

    /// Flushes, says goodbye with a close frame of this status, and closes once the peer has answered or a short
    /// time is over.
    ///
    /// @param status an RFC 6455 status; 0 for an empty close frame
    void close(int status);

    /// Flushes and ends our half of the connection without a close frame, as a server does that moves its clients.
    /// Some (OkHttp, beneath the Java client) answer a close frame only when their application does, and would not
    /// notice for a whole heartbeat.
    default void leave() {
        close(0);
    }
}
