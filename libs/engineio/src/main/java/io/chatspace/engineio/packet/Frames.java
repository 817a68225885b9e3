package io.chatspace.engineio.packet;

/// RFC 6455, "Base Framing Protocol": headers of unmasked, unfragmented frames.
public final class Frames {
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;

    private static final int FIN = 0x80;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xffff;

    private Frames() {}

    /// An array with the header written and room for `extra` bytes behind it.
    public static byte[] header(int opcode, int payloadLength, int extra) {
        byte[] out;
        if (payloadLength <= SHORT) {
            out = new byte[2 + extra];
            out[1] = (byte) payloadLength;
        } else if (payloadLength <= MEDIUM) {
            out = new byte[4 + extra];
            out[1] = 126;
            out[2] = (byte) (payloadLength >>> 8);
            out[3] = (byte) payloadLength;
        } else {
            out = new byte[10 + extra];
            out[1] = 127;
            for (int i = 0; i < 4; i++) {
                out[6 + i] = (byte) (payloadLength >>> (24 - 8 * i));
            }
        }
        out[0] = (byte) (FIN | opcode);
        return out;
    }
}
