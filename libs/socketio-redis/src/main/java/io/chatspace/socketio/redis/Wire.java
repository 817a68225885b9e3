package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.packet.PayloadWriter;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

/// What nodes write to each other: MessagePack where there may be binary, JSON otherwise.
final class Wire {
    private static final int EVENT = 2;

    private final JsonMapper json;
    private final PayloadWriter writer;
    private final String uid;
    private final String namespace;

    Wire(JsonMapper json, String uid, String namespace) {
        this.json = json;
        this.writer = new PayloadWriter(json);
        this.uid = uid;
        this.namespace = namespace;
    }

    // ---- reading

    /// JSON if it begins with a brace, MessagePack otherwise.
    JsonNode read(byte[] message) {
        return message.length > 0 && message[0] == '{' ? json.readTree(message) : MsgPackReader.read(message);
    }

    record Broadcast(EncodedPacket packet, Target target) {}

    /// Null for this node's own, or another namespace's.
    @Nullable
    Broadcast readBroadcast(byte[] message) {
        JsonNode parts = MsgPackReader.read(message);
        JsonNode packet = parts.path(1);
        if (parts.path(0).asString("").equals(uid)
                || !packet.path("nsp").asString("/").equals(namespace)
                || !packet.path("data").isArray()) {
            return null;
        }
        return new Broadcast(packet(packet), target(parts.path(2)));
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

    static Set<Room> rooms(JsonNode names) {
        Set<Room> rooms = new HashSet<>();
        names.forEach(name -> rooms.add(Room.of(name.asString(""))));
        return rooms;
    }

    static RemoteSocket socket(JsonNode socket) {
        return new RemoteSocket(
                socket.path("id").asString(""),
                socket.path("handshake"),
                rooms(socket.path("rooms")),
                socket.path("data"));
    }

    /// Acknowledgements travel as their argument, or as an array of arguments.
    static JsonNode firstOf(JsonNode answer) {
        if (answer.isMissingNode()) {
            return NullNode.getInstance();
        }
        return answer;
    }

    // ---- writing

    private ObjectNode message(int type) {
        return json.createObjectNode().put("uid", uid).put("type", type);
    }

    private byte[] text(JsonNode node) {
        return json.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode packetNode(EncodedPacket packet) {
        ObjectNode node = json.createObjectNode().put("type", EVENT);
        node.set("data", Binaries.restore(json.readTree(packet.json()), packet.attachments()));
        return node.put("nsp", namespace);
    }

    private ObjectNode opts(Target target) {
        ObjectNode opts = json.createObjectNode();
        names(opts.putArray("rooms"), target.rooms());
        names(opts.putArray("except"), target.except());
        return opts;
    }

    private static void names(ArrayNode to, Collection<Room> rooms) {
        rooms.forEach(room -> to.add(room.name()));
    }

    byte[] broadcast(EncodedPacket packet, Target target) {
        ObjectNode opts = opts(target);
        ObjectNode flags = opts.putObject("flags");
        if (target.isVolatile()) {
            flags.put("volatile", true);
        }
        return MsgPackWriter.write(
                json.createArrayNode().add(uid).add(packetNode(packet)).add(opts));
    }

    byte[] broadcastRequest(String requestId, EncodedPacket packet, Target target, Duration timeout) {
        ObjectNode opts = opts(target);
        opts.putObject("flags").put("timeout", timeout.toMillis());
        ObjectNode request = message(RequestType.BROADCAST).put("requestId", requestId);
        request.set("packet", packetNode(packet));
        request.set("opts", opts);
        return MsgPackWriter.write(request);
    }

    byte[] clientCount(String requestId, int count) {
        return text(json.createObjectNode()
                .put("type", RequestType.BROADCAST_CLIENT_COUNT)
                .put("requestId", requestId)
                .put("clientCount", count));
    }

    byte[] broadcastAck(String requestId, JsonNode answer) {
        ObjectNode node =
                json.createObjectNode().put("type", RequestType.BROADCAST_ACK).put("requestId", requestId);
        node.set("packet", answer);
        return MsgPackWriter.write(node);
    }

    byte[] fetchRequest(String requestId, Target target) {
        ObjectNode request = message(RequestType.REMOTE_FETCH).put("requestId", requestId);
        request.set("opts", opts(target));
        return text(request);
    }

    byte[] fetched(String requestId, List<RemoteSocket> sockets) {
        ObjectNode answer = json.createObjectNode().put("requestId", requestId);
        ArrayNode all = answer.putArray("sockets");
        for (RemoteSocket socket : sockets) {
            ObjectNode one = all.addObject().put("id", socket.id());
            one.set("handshake", socket.handshake());
            names(one.putArray("rooms"), socket.rooms());
            one.set("data", socket.data());
        }
        return text(answer);
    }

    byte[] sockets(String requestId, Collection<? extends Adapter.Member> members) {
        ObjectNode answer = json.createObjectNode().put("requestId", requestId);
        ArrayNode all = answer.putArray("sockets");
        members.forEach(member -> all.add(member.id()));
        return text(answer);
    }

    byte[] rooms(String requestId, Set<String> names) {
        ObjectNode answer = json.createObjectNode().put("requestId", requestId);
        ArrayNode all = answer.putArray("rooms");
        names.forEach(all::add);
        return text(answer);
    }

    byte[] done(String requestId) {
        return text(json.createObjectNode().put("requestId", requestId));
    }

    byte[] roomsRequest(int type, Target target, Set<Room> rooms) {
        ObjectNode request = message(type);
        request.set("opts", opts(target));
        names(request.putArray("rooms"), rooms);
        return text(request);
    }

    byte[] disconnectRequest(Target target, boolean close) {
        ObjectNode request = message(RequestType.REMOTE_DISCONNECT);
        request.set("opts", opts(target));
        return text(request.put("close", close));
    }

    byte[] serverSideRequest(@Nullable String requestId, List<JsonNode> data) {
        ObjectNode request = message(RequestType.SERVER_SIDE_EMIT);
        if (requestId != null) {
            request.put("requestId", requestId);
        }
        request.putArray("data").addAll(data);
        return text(request);
    }

    byte[] serverSideAnswer(String requestId, @Nullable Object value) {
        ObjectNode answer = json.createObjectNode()
                .put("type", RequestType.SERVER_SIDE_EMIT)
                .put("requestId", requestId);
        answer.set("data", json.valueToTree(value));
        return text(answer);
    }
}
