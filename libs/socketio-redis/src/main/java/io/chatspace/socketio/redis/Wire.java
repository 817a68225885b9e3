package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.packet.PayloadWriter;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// What both wire formats share: packets, targets and sockets look alike in them.
abstract class Wire {
    private static final int EVENT = 2;

    final JsonMapper json;
    final String uid;
    final String namespace;
    private final PayloadWriter writer;

    Wire(JsonMapper json, String uid, String namespace) {
        this.json = json;
        this.writer = new PayloadWriter(json);
        this.uid = uid;
        this.namespace = namespace;
    }

    // ---- what every other node is asked or told

    /// Each node answers with how many clients it asked, then with each client's answer.
    abstract byte[] broadcastRequest(String requestId, EncodedPacket packet, Target target, Duration timeout);

    abstract byte[] fetchRequest(String requestId, Target target);

    abstract byte[] joinRequest(Target target, Set<Room> rooms);

    abstract byte[] leaveRequest(Target target, Set<Room> rooms);

    abstract byte[] disconnectRequest(Target target, boolean close);

    /// @param requestId null where no answer is wanted
    abstract byte[] serverSideRequest(@Nullable String requestId, List<JsonNode> eventAndArgs);

    // ---- reading

    /// JSON if it begins with a brace, MessagePack otherwise.
    ///
    /// @throws RuntimeException for what is neither
    JsonNode read(byte[] message) {
        return message.length > 0 && message[0] == '{' ? json.readTree(message) : MsgPackReader.read(message);
    }

    /// The event in a packet of the wire.
    EncodedPacket packet(JsonNode packet) {
        JsonNode data = packet.path("data");
        Object[] args = new Object[Math.max(0, data.size() - 1)];
        for (int i = 0; i < args.length; i++) {
            args[i] = data.get(i + 1);
        }
        PayloadWriter.Payload payload = writer.event(data.path(0).asString(""), args);
        return EncodedPacket.ofJson(payload.json(), payload.attachments());
    }

    static Target target(JsonNode opts) {
        return new Target(
                rooms(opts.path("rooms")),
                rooms(opts.path("except")),
                opts.path("flags").path("volatile").asBoolean(false),
                false);
    }

    /// How long clients may take to acknowledge.
    static Duration timeout(JsonNode opts, Duration otherwise) {
        return Duration.ofMillis(opts.path("flags").path("timeout").asLong(otherwise.toMillis()));
    }

    static Set<Room> rooms(JsonNode names) {
        Set<Room> rooms = new HashSet<>();
        names.forEach(name -> rooms.add(Room.of(name.asString(""))));
        return rooms;
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    static RemoteSocket socket(JsonNode socket) {
        return new RemoteSocket(
                socket.path("id").asString(""),
                socket.path("handshake"),
                rooms(socket.path("rooms")),
                socket.path("data"));
    }

    /// An answer of `undefined` is not written at all.
    static JsonNode orNull(JsonNode answer) {
        return answer.isMissingNode() ? NullNode.getInstance() : answer;
    }

    // ---- writing

    byte[] text(JsonNode node) {
        return json.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    ObjectNode packetNode(EncodedPacket packet) {
        ObjectNode node = json.createObjectNode().put("type", EVENT);
        node.set("data", Binaries.restore(json.readTree(packet.json()), packet.attachments()));
        return node.put("nsp", namespace);
    }

    /// Rooms and exceptions, with no flags.
    ObjectNode opts(Target target) {
        ObjectNode opts = json.createObjectNode();
        names(opts.putArray("rooms"), target.rooms());
        names(opts.putArray("except"), target.except());
        return opts;
    }

    ObjectNode packetOpts(Target target) {
        ObjectNode opts = opts(target);
        ObjectNode flags = opts.putObject("flags");
        if (target.isVolatile()) {
            flags.put("volatile", true);
        }
        return opts;
    }

    ObjectNode ackOpts(Target target, Duration timeout) {
        ObjectNode opts = opts(target);
        opts.putObject("flags").put("timeout", timeout.toMillis());
        return opts;
    }

    static void names(ArrayNode to, Collection<Room> rooms) {
        rooms.forEach(room -> to.add(room.name()));
    }

    ArrayNode socketNodes(List<RemoteSocket> sockets) {
        ArrayNode all = json.createArrayNode();
        for (RemoteSocket socket : sockets) {
            ObjectNode one = all.addObject().put("id", socket.id());
            one.set("handshake", socket.handshake());
            names(one.putArray("rooms"), socket.rooms());
            one.set("data", socket.data());
        }
        return all;
    }
}
