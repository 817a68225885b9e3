package io.chatspace.socketio.server;

/// Handles one event of a client. Called on the session's event loop: never block here.
///
/// An exception is logged at error level with the event's name and leaves the socket connected; no ack is sent
/// then.
@FunctionalInterface
public interface EventHandler {
    /// @param ack never null; does nothing when the client asked for no acknowledgement
    void handle(EventArgs args, Ack ack);
}
