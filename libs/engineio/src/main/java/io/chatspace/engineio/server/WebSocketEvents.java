package io.chatspace.engineio.server;

import java.util.concurrent.Executor;

/// The incoming half of an open WebSocket, to be called on [#executor] by whoever owns the connection.
public interface WebSocketEvents {
    Executor executor();

    boolean inExecutor();

    /// A whole text message.
    void onText(String text);

    /// A whole binary message; the receiver keeps the array.
    void onBinary(byte[] bytes);

    /// The connection is gone. Called once.
    ///
    /// @param error whether it broke, or the peer broke the protocol, rather than being closed
    void onClosed(boolean error);
}
