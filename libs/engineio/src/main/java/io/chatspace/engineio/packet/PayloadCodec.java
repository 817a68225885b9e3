package io.chatspace.engineio.packet;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Engine.IO v4, "HTTP long-polling": packets joined by the record separator (0x1e) in one body.
public final class PayloadCodec {
    public static final char SEPARATOR = 0x1e;

    private PayloadCodec() {}

    /// Reads all packets of a body. One that is malformed spoils the whole.
    public static List<Packet> decode(String body) throws MalformedPacket {
        List<Packet> packets = new ArrayList<>(4);
        int start = 0;
        while (true) {
            int end = body.indexOf(SEPARATOR, start);
            packets.add(PacketCodec.decode(end < 0 ? body.substring(start) : body.substring(start, end)));
            if (end < 0) {
                return packets;
            }
            start = end + 1;
        }
    }

    /// Writes messages as one body.
    public static byte[] encode(Collection<Message> messages) {
        int size = 0;
        for (Message message : messages) {
            size += message.size();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + messages.size());
        boolean first = true;
        for (Message message : messages) {
            if (!first) {
                out.write(SEPARATOR);
            }
            first = false;
            out.writeBytes(message.pollingBytes());
        }
        return out.toByteArray();
    }
}
