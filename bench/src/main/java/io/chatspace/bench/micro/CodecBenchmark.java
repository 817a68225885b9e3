package io.chatspace.bench.micro;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.packet.PayloadCodec;
import io.chatspace.socketio.packet.Packet;
import io.chatspace.socketio.packet.PacketReader;
import io.chatspace.socketio.server.EncodedPacket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import tools.jackson.databind.json.JsonMapper;

/// A pushed message of 64 characters on its way out, and an event with an ack on its way in.
public class CodecBenchmark extends Timed {
    private static final String ARGS = """
            [{"_id":"6b0b4d8fe3b25dc7a9567297","senderId":"6b0b4d8fe3b25dc7a9567298","receiverId":"6b0b4d8fe3b25dc7a9567299",\
            "text":"The quick brown fox jumps over the lazy dog, and then once more.","image":"","seen":false,\
            "createdAt":"2026-11-28T22:00:00.000Z","updatedAt":"2026-11-28T22:00:00.000Z","delivered":false,"version":1}]""";
    private static final String SENT = """
            27["message:send",{"to":"6b0b4d8fe3b25dc7a9567299","text":"The quick brown fox jumps over the lazy dog",\
            "clientMessageId":"0192f0c1-9c5e-7c4a-8f3b-2a1d5e6f7a8b"}]""";
    private static final int ATTACHMENTS = 10;

    private final JsonMapper json = JsonMapper.builder().build();
    private final PacketReader reader = new PacketReader(json, ATTACHMENTS);
    private final List<Message> packets =
            EncodedPacket.event("newMessage", ARGS).messages("/");
    private final String payload =
            new String(PayloadCodec.encode(List.of(packets.getFirst(), packets.getFirst())), StandardCharsets.UTF_8);

    /// From the event's name and arguments to the WebSocket frame that all receivers share.
    @Benchmark
    public byte[] encodeEvent() {
        return EncodedPacket.event("newMessage", ARGS).messages("/").getFirst().frame();
    }

    /// The same with a recovery offset, as presence-service sends it.
    @Benchmark
    public byte[] encodeEventWithOffset() {
        return EncodedPacket.event("newMessage", ARGS, "1790000000000-0")
                .messages("/")
                .getFirst()
                .frame();
    }

    @Benchmark
    public @Nullable Packet decodeEventWithAck() throws Exception {
        return reader.text(SENT);
    }

    @Benchmark
    public byte[] encodePollingPayload() {
        return PayloadCodec.encode(packets);
    }

    @Benchmark
    public Object decodePollingPayload() throws Exception {
        return PayloadCodec.decode(payload);
    }
}
