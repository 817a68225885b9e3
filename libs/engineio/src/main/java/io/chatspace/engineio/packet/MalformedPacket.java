package io.chatspace.engineio.packet;

/// Text or bytes that are no packet. Stackless: it is a client's mistake.
public final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedPacket(String message) {
        super(message, null, false, false);
    }
}
