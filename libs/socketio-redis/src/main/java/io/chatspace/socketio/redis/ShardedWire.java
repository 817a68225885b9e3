package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The format of `createShardedAdapter`: an envelope with sender, namespace, type and data; MessagePack where there is
/// binary, JSON otherwise.
final class ShardedWire extends Wire {
    ShardedWire(JsonMapper json, String uid, String namespace) {
        super(json, uid, namespace);
    }

    private byte[] message(int type, ObjectNode data) {
        ObjectNode message =
                json.createObjectNode().put("uid", uid).put("nsp", namespace).put("type", type);
        message.set("data", data);
        return Binaries.contained(data) ? MsgPackWriter.write(message) : text(message);
    }

    private ObjectNode data(@Nullable String requestId) {
        ObjectNode data = json.createObjectNode();
        return requestId == null ? data : data.put("requestId", requestId);
    }

    byte[] broadcast(EncodedPacket packet, Target target) {
        ObjectNode data = data(null);
        data.set("packet", packetNode(packet));
        data.set("opts", packetOpts(target));
        return message(ShardedType.BROADCAST, data);
    }

    @Override
    byte[] broadcastRequest(String requestId, EncodedPacket packet, Target target, Duration timeout) {
        ObjectNode data = data(requestId);
        data.set("packet", packetNode(packet));
        data.set("opts", ackOpts(target, timeout));
        return message(ShardedType.BROADCAST, data);
    }

    byte[] clientCount(String requestId, int count) {
        return message(ShardedType.BROADCAST_CLIENT_COUNT, data(requestId).put("clientCount", count));
    }

    byte[] broadcastAck(String requestId, JsonNode answer) {
        return answer(ShardedType.BROADCAST_ACK, requestId, answer);
    }

    byte[] serverSideAnswer(String requestId, @Nullable Object value) {
        return answer(ShardedType.SERVER_SIDE_EMIT_RESPONSE, requestId, json.valueToTree(value));
    }

    private byte[] answer(int type, String requestId, JsonNode packet) {
        ObjectNode data = data(requestId);
        data.set("packet", packet);
        return message(type, data);
    }

    @Override
    byte[] fetchRequest(String requestId, Target target) {
        ObjectNode data = data(requestId);
        data.set("opts", opts(target));
        return message(ShardedType.FETCH_SOCKETS, data);
    }

    byte[] fetched(String requestId, List<RemoteSocket> sockets) {
        ObjectNode data = data(requestId);
        data.set("sockets", socketNodes(sockets));
        return message(ShardedType.FETCH_SOCKETS_RESPONSE, data);
    }

    @Override
    byte[] joinRequest(Target target, Set<Room> rooms) {
        return roomsRequest(ShardedType.SOCKETS_JOIN, target, rooms);
    }

    @Override
    byte[] leaveRequest(Target target, Set<Room> rooms) {
        return roomsRequest(ShardedType.SOCKETS_LEAVE, target, rooms);
    }

    private byte[] roomsRequest(int type, Target target, Set<Room> rooms) {
        ObjectNode data = data(null);
        data.set("opts", opts(target));
        names(data.putArray("rooms"), rooms);
        return message(type, data);
    }

    @Override
    byte[] disconnectRequest(Target target, boolean close) {
        ObjectNode data = data(null);
        data.set("opts", opts(target));
        return message(ShardedType.DISCONNECT_SOCKETS, data.put("close", close));
    }

    @Override
    byte[] serverSideRequest(@Nullable String requestId, List<JsonNode> eventAndArgs) {
        ObjectNode data = data(requestId);
        data.putArray("packet").addAll(eventAndArgs);
        return message(ShardedType.SERVER_SIDE_EMIT, data);
    }
}
