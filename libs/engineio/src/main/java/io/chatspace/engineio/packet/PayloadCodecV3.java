package io.chatspace.engineio.packet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/// Engine.IO v3, "Payload": `<length>:<packet>` for text, or `<0|1><digits as bytes>0xff<packet>` for octet
/// streams.
public final class PayloadCodecV3 {
    private static final int MAX_DIGITS = 9;
    private static final int END_OF_LENGTH = 0xff;

    private PayloadCodecV3() {}

    /// @param body lengths count UTF-16 units, as JavaScript does
    public static List<Packet> decode(String body) throws MalformedPacket {
        List<Packet> packets = new ArrayList<>(4);
        int at = 0;
        do {
            int colon = body.indexOf(':', at);
            if (colon <= at || colon - at > MAX_DIGITS) {
                throw new MalformedPacket("no length");
            }
            int length = number(body.substring(at, colon));
            if (length > body.length() - colon - 1) {
                throw new MalformedPacket("length beyond the payload");
            }
            packets.add(packet(body.substring(colon + 1, colon + 1 + length)));
            at = colon + 1 + length;
        } while (at < body.length());
        return packets;
    }

    /// Reads an octet stream.
    public static List<Packet> decode(byte[] body) throws MalformedPacket {
        List<Packet> packets = new ArrayList<>(4);
        int at = 0;
        while (at < body.length) {
            int kind = body[at++];
            int length = 0;
            int digits = 0;
            while (at < body.length && (body[at] & 0xff) != END_OF_LENGTH) {
                if (body[at] < 0 || body[at] > 9 || ++digits > MAX_DIGITS) {
                    throw new MalformedPacket("no length");
                }
                length = length * 10 + body[at++];
            }
            at++;
            if (digits == 0 || kind < 0 || kind > 1 || length == 0 || length > body.length - at) {
                throw new MalformedPacket("length beyond the payload");
            }
            byte[] bytes = Arrays.copyOfRange(body, at, at + length);
            packets.add(kind == 0 ? packet(new String(bytes, StandardCharsets.UTF_8)) : binary(bytes));
            at += length;
        }
        return packets;
    }

    /// A binary frame or packet: its first byte is the type, and only messages are binary.
    public static Packet binary(byte[] bytes) throws MalformedPacket {
        if (bytes.length == 0 || bytes[0] != 4) {
            throw new MalformedPacket("not a binary message");
        }
        return new Packet.Binary(Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    private static Packet packet(String text) throws MalformedPacket {
        return text.startsWith("b4") ? new Packet.Binary(PacketCodec.base64(text, 2)) : PacketCodec.decode(text);
    }

    private static int number(String digits) throws MalformedPacket {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw new MalformedPacket("no length");
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /// Writes text payloads; binary messages as `b4` and base64, which every client reads.
    public static byte[] encode(Collection<Message> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Message message : messages) {
            String packet = message.isText() ? message.toString() : "b4" + base64(message);
            out.writeBytes((packet.length() + ":" + packet).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String base64(Message message) {
        byte[] frame = message.frame();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(frame, message.payloadStart(), frame.length));
    }
}
