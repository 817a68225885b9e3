package io.chatspace.engineio.server;

/// Hears one session. Called on its executor.
public interface SessionListener {
    void onText(String data);

    void onBinary(byte[] data);

    /// Called once.
    void onClose(CloseReason reason);
}
