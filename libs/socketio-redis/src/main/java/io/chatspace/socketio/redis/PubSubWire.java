package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The format of `createAdapter`: MessagePack where there may be binary, JSON otherwise.
final class PubSubWire extends Wire {
    PubSubWire(JsonMapper json, String uid, String namespace) {
        super(json, uid, namespace);
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

    private ObjectNode message(int type) {
        return json.createObjectNode().put("uid", uid).put("type", type);
    }

    byte[] broadcast(EncodedPacket packet, Target target) {
        return MsgPackWriter.write(
                json.createArrayNode().add(uid).add(packetNode(packet)).add(packetOpts(target)));
    }

    @Override
    byte[] broadcastRequest(String requestId, EncodedPacket packet, Target target, Duration timeout) {
        ObjectNode request = message(PubSubType.BROADCAST).put("requestId", requestId);
        request.set("packet", packetNode(packet));
        request.set("opts", ackOpts(target, timeout));
        return MsgPackWriter.write(request);
    }

    byte[] clientCount(String requestId, int count) {
        return text(json.createObjectNode()
                .put("type", PubSubType.BROADCAST_CLIENT_COUNT)
                .put("requestId", requestId)
                .put("clientCount", count));
    }

    byte[] broadcastAck(String requestId, JsonNode answer) {
        ObjectNode node =
                json.createObjectNode().put("type", PubSubType.BROADCAST_ACK).put("requestId", requestId);
        node.set("packet", answer);
        return MsgPackWriter.write(node);
    }

    @Override
    byte[] fetchRequest(String requestId, Target target) {
        ObjectNode request = message(PubSubType.REMOTE_FETCH).put("requestId", requestId);
        request.set("opts", opts(target));
        return text(request);
    }

    byte[] fetched(String requestId, List<RemoteSocket> sockets) {
        ObjectNode answer = json.createObjectNode().put("requestId", requestId);
        answer.set("sockets", socketNodes(sockets));
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

    @Override
    byte[] joinRequest(Target target, Set<Room> rooms) {
        return roomsRequest(PubSubType.REMOTE_JOIN, target, rooms);
    }

    @Override
    byte[] leaveRequest(Target target, Set<Room> rooms) {
        return roomsRequest(PubSubType.REMOTE_LEAVE, target, rooms);
    }

    private byte[] roomsRequest(int type, Target target, Set<Room> rooms) {
        ObjectNode request = message(type);
        request.set("opts", opts(target));
        names(request.putArray("rooms"), rooms);
        return text(request);
    }

    @Override
    byte[] disconnectRequest(Target target, boolean close) {
        ObjectNode request = message(PubSubType.REMOTE_DISCONNECT);
        request.set("opts", opts(target));
        return text(request.put("close", close));
    }

    @Override
    byte[] serverSideRequest(@Nullable String requestId, List<JsonNode> data) {
        ObjectNode request = message(PubSubType.SERVER_SIDE_EMIT);
        if (requestId != null) {
            request.put("requestId", requestId);
        }
        request.putArray("data").addAll(data);
        return text(request);
    }

    byte[] serverSideAnswer(String requestId, @Nullable Object value) {
        ObjectNode answer =
                json.createObjectNode().put("type", PubSubType.SERVER_SIDE_EMIT).put("requestId", requestId);
        answer.set("data", json.valueToTree(value));
        return text(answer);
    }
}
