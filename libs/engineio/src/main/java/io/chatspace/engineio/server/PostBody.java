package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.MalformedPacket;
import io.chatspace.engineio.packet.Packet;
import io.chatspace.engineio.packet.PayloadCodec;
import io.chatspace.engineio.packet.PayloadCodecV3;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The body of a POST.
///
/// @param octets whether it was sent as an octet stream, which only clients of version 3 do
public record PostBody(byte[] bytes, boolean octets) {
    int length() {
        return bytes.length;
    }

    List<Packet> decode(boolean v3) throws MalformedPacket {
        if (v3 && octets) {
            return PayloadCodecV3.decode(bytes);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPacket("not UTF-8");
        }
        return v3 ? PayloadCodecV3.decode(text) : PayloadCodec.decode(text);
    }
}
