package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.InMemoryAdapter;
import io.chatspace.socketio.adapter.RoomListener;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Room;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Speaks over sharded pub/sub: a channel for the namespace, one for this node's answers, and one for each room that
/// this node has sockets in, so that only the nodes concerned hear a room's broadcasts. From other nodes, a room is
/// reached once Redis has taken the subscription that its first socket here causes: a round trip after it joined.
///
/// A room whose name is as long as a socket's id has no channel of its own: it is most likely one.
final class ShardedAdapter extends ClusterAdapter implements RoomListener {
    private static final Logger log = LoggerFactory.getLogger(ShardedAdapter.class);
    private static final int SOCKET_ID_LENGTH = 20;
    private static final int UNSUBSCRIBED_AT_ONCE = 256;

    private final String channel;
    private final RedisBus redis;
    private final ShardedWire wire;
    private final Set<String> roomChannels = ConcurrentHashMap.newKeySet();

    ShardedAdapter(AdapterContext context, String prefix, RedisBus redis, Duration requestTimeout) {
        super(context, new InMemoryAdapter(context), requestTimeout);
        this.channel = prefix + "#" + context.namespace() + "#";
        this.redis = redis;
        this.wire = new ShardedWire(context.json(), uid, context.namespace());
    }

    private String answersTo(String node) {
        return channel + node + "#";
    }

    private static boolean hasChannel(Room room) {
        return room.name().length() != SOCKET_ID_LENGTH;
    }

    private String roomChannel(Room room) {
        return channel + room.name() + "#";
    }

    @Override
    void start() {
        here.listen(this);
        redis.ssubscribe(channel, this::messageArrived);
        redis.ssubscribe(answersTo(uid), this::messageArrived);
    }

    @Override
    public void roomCreated(Room room) {
        if (hasChannel(room) && roomChannels.add(roomChannel(room))) {
            redis.ssubscribe(roomChannel(room), this::messageArrived);
        }
    }

    @Override
    public void roomDeleted(Room room) {
        if (hasChannel(room) && roomChannels.remove(roomChannel(room))) {
            var _ = redis.sunsubscribe(roomChannel(room));
        }
    }

    @Override
    public Mono<Void> close() {
        roomChannels.add(channel);
        roomChannels.add(answersTo(uid));
        return Flux.fromIterable(roomChannels)
                .flatMap(each -> Mono.fromCompletionStage(redis.sunsubscribe(each)), UNSUBSCRIBED_AT_ONCE)
                .then();
    }

    // ---- what other nodes say

    private void messageArrived(String arrivedOn, byte[] bytes) {
        JsonNode message = wire.read(bytes);
        String sender = message.path("uid").asString("");
        if (sender.equals(uid) || !message.path("nsp").asString("").equals(context.namespace())) {
            return;
        }
        JsonNode data = message.path("data");
        String requestId = data.path("requestId").asString("");
        Target target = Wire.target(data.path("opts")).asLocal();
        switch (message.path("type").asInt(-1)) {
            case ShardedType.BROADCAST -> broadcastArrived(sender, requestId, data, target);
            case ShardedType.SOCKETS_JOIN -> here.joinAll(target, Wire.rooms(data.path("rooms")));
            case ShardedType.SOCKETS_LEAVE -> here.leaveAll(target, Wire.rooms(data.path("rooms")));
            case ShardedType.DISCONNECT_SOCKETS ->
                here.disconnectAll(target, data.path("close").asBoolean(false));
            case ShardedType.FETCH_SOCKETS -> {
                var _ = here.fetchSockets(target)
                        .subscribe(sockets -> respond(sender, wire.fetched(requestId, sockets)));
            }
            case ShardedType.SERVER_SIDE_EMIT ->
                serverSideEvent(
                        Wire.list(data.path("packet")),
                        requestId.isEmpty() ? null : value -> respond(sender, wire.serverSideAnswer(requestId, value)));
            case ShardedType.FETCH_SOCKETS_RESPONSE -> nodeAnswered(requestId, data.path("sockets"));
            case ShardedType.SERVER_SIDE_EMIT_RESPONSE -> nodeAnswered(requestId, Wire.orNull(data.path("packet")));
            case ShardedType.BROADCAST_CLIENT_COUNT ->
                clientsAsked(requestId, data.path("clientCount").asInt(0));
            case ShardedType.BROADCAST_ACK -> clientAnswered(requestId, Wire.orNull(data.path("packet")));
            default -> log.debug("a message of an unknown type was let pass");
        }
    }

    private void broadcastArrived(String sender, String requestId, JsonNode data, Target target) {
        JsonNode packet = data.path("packet");
        if (!packet.path("data").isArray()) {
            log.debug("a broadcast without an event was let pass");
        } else if (requestId.isEmpty()) {
            here.broadcast(wire.packet(packet), target);
        } else {
            broadcastForAcks(
                    wire.packet(packet),
                    target,
                    Wire.timeout(data.path("opts"), requestTimeout()),
                    clients -> respond(sender, wire.clientCount(requestId, clients)),
                    answer -> respond(sender, wire.broadcastAck(requestId, answer)));
        }
    }

    private void respond(String node, byte[] answer) {
        published(redis.spublish(answersTo(node), answer));
    }

    // ---- what this node says

    @Override
    ShardedWire wire() {
        return wire;
    }

    @Override
    void tell(byte[] request) {
        published(redis.spublish(channel, request));
    }

    @Override
    void tellPacket(EncodedPacket packet, Target target) {
        byte[] message = wire.broadcast(packet, target);
        Room only = target.rooms().size() == 1 ? target.rooms().iterator().next() : null;
        published(redis.spublish(only != null && hasChannel(only) ? roomChannel(only) : channel, message));
    }

    @Override
    public Mono<Integer> serverCount() {
        return redis.shardSubscribers(channel).timeout(requestTimeout());
    }
}
