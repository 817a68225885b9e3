package io.chatspace.socketio.packet;

/// Text or bytes that are no packet, or don't belong here. Stackless: it is a client's mistake.
public final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedPacket(String message) {
        super(message, null, false, false);
    }
}
