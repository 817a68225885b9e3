package io.chatspace.socketio.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Socket.IO v5, "Packet encoding": reads the packets of one connection, putting binary attachments back in their
/// places.
///
/// Belongs to one session; holds at most one packet that waits for its attachments.
public final class PacketReader {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final JsonMapper json;
    private final int maxAttachments;
    private @Nullable Header waiting;
    private @Nullable JsonNode waitingPayload;
    private @Nullable List<byte[]> attachments;

    public PacketReader(JsonMapper json, int maxAttachments) {
        this.json = json;
        this.maxAttachments = maxAttachments;
    }

    /// Takes a text message. Null: the packet waits for attachments.
    public @Nullable Packet text(String text) throws MalformedPacket {
        if (waiting != null) {
            throw new MalformedPacket("text where an attachment was due");
        }
        Header header = Header.parse(text);
        JsonNode payload = payload(text, header.jsonStart());
        if (header.attachments() > maxAttachments) {
            throw new MalformedPacket("too many attachments");
        }
        if (header.attachments() == 0) {
            return build(header, payload, List.of());
        }
        check(header, payload);
        waiting = header;
        waitingPayload = payload;
        attachments = new ArrayList<>(Math.min(header.attachments(), 8));
        return null;
    }

    /// Takes a binary message. Null: more attachments are due.
    public @Nullable Packet binary(byte[] bytes) throws MalformedPacket {
        Header header = waiting;
        List<byte[]> collected = attachments;
        if (header == null || collected == null) {
            throw new MalformedPacket("an attachment where none was due");
        }
        collected.add(bytes);
        if (collected.size() < header.attachments()) {
            return null;
        }
        JsonNode payload = waitingPayload;
        waiting = null;
        waitingPayload = null;
        attachments = null;
        return build(header, payload, collected);
    }

    private @Nullable JsonNode payload(String text, int from) throws MalformedPacket {
        if (from == text.length()) {
            return null;
        }
        try {
            return json.readTree(text.substring(from));
        } catch (JacksonException | StackOverflowError e) {
            throw new MalformedPacket("payload is not JSON");
        }
    }

    private static Packet build(Header header, @Nullable JsonNode payload, List<byte[]> binary) throws MalformedPacket {
        check(header, payload);
        return switch (header.type()) {
            case 0 -> new Packet.Connect(header.namespace(), payload);
            case 1 -> new Packet.Disconnect(header.namespace());
            case 2, 5 -> {
                List<JsonNode> all = Placeholders.fill(payload, binary);
                yield new Packet.Event(
                        header.namespace(), all.get(0).asString(), all.subList(1, all.size()), header.ackId());
            }
            default -> new Packet.Ack(header.namespace(), header.ackId(), Placeholders.fill(payload, binary));
        };
    }

    private static void check(Header header, @Nullable JsonNode payload) throws MalformedPacket {
        boolean valid = switch (header.type()) {
            case 0 -> payload == null || payload.isObject();
            case 1 -> payload == null;
            case 2, 5 -> payload != null && payload.isArray() && eventName(payload.get(0));
            case 3, 6 -> payload != null && payload.isArray() && header.ackId() >= 0;
            default -> false;
        };
        if (!valid) {
            throw new MalformedPacket("invalid payload");
        }
    }

    private static boolean eventName(@Nullable JsonNode name) {
        return name != null && (name.isNumber() || (name.isString() && !RESERVED.contains(name.stringValue())));
    }
}
