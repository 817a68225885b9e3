package io.chatspace.engineio.packet;

import java.util.Base64;

/// Engine.IO v4, "Packet encoding": reads one packet from text.
public final class PacketCodec {
    private static final Packet CLOSE = new Packet.Close();
    private static final Packet PONG = new Packet.Pong();
    private static final Packet UPGRADE = new Packet.Upgrade();
    private static final Packet IGNORED = new Packet.Ignored();

    private PacketCodec() {}

    public static Packet decode(String text) throws MalformedPacket {
        if (text.isEmpty()) {
            throw new MalformedPacket("empty packet");
        }
        return switch (text.charAt(0)) {
            case '0', '6' -> IGNORED;
            case '1' -> CLOSE;
            case '2' -> new Packet.Ping(text.substring(1));
            case '3' -> PONG;
            case '4' -> new Packet.Text(text.substring(1));
            case '5' -> UPGRADE;
            case 'b' -> new Packet.Binary(base64(text, 1));
            default -> throw new MalformedPacket("unknown packet type");
        };
    }

    /// Line breaks are let pass: the Java client ends its base64 with one.
    static byte[] base64(String text, int from) throws MalformedPacket {
        String digits = text.substring(from);
        if (digits.indexOf('\n') >= 0 || digits.indexOf('\r') >= 0) {
            digits = digits.replace("\n", "").replace("\r", "");
        }
        try {
            return Base64.getDecoder().decode(digits);
        } catch (IllegalArgumentException e) {
            throw new MalformedPacket("not base64");
        }
    }
}
