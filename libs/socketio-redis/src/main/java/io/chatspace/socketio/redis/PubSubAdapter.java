package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.InMemoryAdapter;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Room;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Speaks over plain pub/sub: one pattern hears the broadcasts to every room.
final class PubSubAdapter extends ClusterAdapter {
    private static final Logger log = LoggerFactory.getLogger(PubSubAdapter.class);

    private final Channels channels;
    private final RedisBus redis;
    private final PubSubWire wire;

    PubSubAdapter(AdapterContext context, String prefix, RedisBus redis, Duration requestTimeout) {
        super(context, new InMemoryAdapter(context), requestTimeout);
        this.channels = Channels.of(prefix, context.namespace());
        this.redis = redis;
        this.wire = new PubSubWire(context.json(), uid, context.namespace());
    }

    private String[] direct() {
        return new String[] {channels.request(), channels.response(), channels.responseTo(uid)};
    }

    @Override
    void start() {
        redis.psubscribe(channels.pattern(), this::broadcastArrived);
        for (String channel : direct()) {
            redis.subscribe(channel, this::messageArrived);
        }
    }

    @Override
    public Mono<Void> close() {
        return redis.punsubscribe(channels.pattern()).then(redis.unsubscribe(direct()));
    }

    // ---- what other nodes say

    private void broadcastArrived(String channel, byte[] message) {
        String room = channels.roomOf(channel);
        if (!room.isEmpty() && !here.hasRoom(Room.of(room))) {
            return;
        }
        PubSubWire.Broadcast broadcast = wire.readBroadcast(message);
        if (broadcast != null) {
            here.broadcast(broadcast.packet(), broadcast.target().asLocal());
        }
    }

    private void messageArrived(String channel, byte[] message) {
        JsonNode body = wire.read(message);
        if (channel.equals(channels.request())) {
            request(body);
        } else {
            response(body);
        }
    }

    private void request(JsonNode request) {
        String requestId = request.path("requestId").asString("");
        if (request.path("uid").asString("").equals(uid) || asked(requestId)) {
            return; // done here before it was sent
        }
        Target target = Wire.target(request.path("opts")).asLocal();
        switch (request.path("type").asInt(-1)) {
            case PubSubType.SOCKETS ->
                respond(wire.sockets(
                        requestId,
                        here.local(Target.ALL.plusRooms(
                                Wire.rooms(request.path("rooms")).toArray(Room[]::new)))));
            case PubSubType.ALL_ROOMS -> respond(wire.rooms(requestId, here.roomNames()));
            case PubSubType.REMOTE_JOIN -> {
                if (request.has("opts")) {
                    here.joinAll(target, Wire.rooms(request.path("rooms")));
                } else {
                    here.join(request.path("sid").asString(""), List.of(room(request)));
                    respond(wire.done(requestId));
                }
            }
            case PubSubType.REMOTE_LEAVE -> {
                if (request.has("opts")) {
                    here.leaveAll(target, Wire.rooms(request.path("rooms")));
                } else {
                    here.leave(request.path("sid").asString(""), List.of(room(request)));
                    respond(wire.done(requestId));
                }
            }
            case PubSubType.REMOTE_DISCONNECT -> {
                Target who = request.has("opts")
                        ? target
                        : Target.ALL.plusRooms(Room.ofSocket(request.path("sid").asString("")));
                here.disconnectAll(who, request.path("close").asBoolean(false));
            }
            case PubSubType.REMOTE_FETCH -> {
                var _ = here.fetchSockets(target).subscribe(sockets -> respond(wire.fetched(requestId, sockets)));
            }
            case PubSubType.SERVER_SIDE_EMIT ->
                serverSideEvent(
                        Wire.list(request.path("data")),
                        requestId.isEmpty() ? null : value -> respond(wire.serverSideAnswer(requestId, value)));
            case PubSubType.BROADCAST ->
                broadcastForAcks(
                        wire.packet(request.path("packet")),
                        target,
                        Wire.timeout(request.path("opts"), requestTimeout()),
                        clients -> respond(wire.clientCount(requestId, clients)),
                        answer -> respond(wire.broadcastAck(requestId, answer)));
            default -> log.debug("a request of an unknown type was let pass");
        }
    }

    private static Room room(JsonNode request) {
        return Room.of(request.path("room").asString(""));
    }

    private void respond(byte[] answer) {
        published(redis.publish(channels.response(), answer));
    }

    private void response(JsonNode response) {
        String requestId = response.path("requestId").asString("");
        switch (response.path("type").asInt(-1)) {
            case PubSubType.BROADCAST_CLIENT_COUNT ->
                clientsAsked(requestId, response.path("clientCount").asInt(0));
            case PubSubType.BROADCAST_ACK -> clientAnswered(requestId, Wire.orNull(response.path("packet")));
            case PubSubType.SERVER_SIDE_EMIT -> nodeAnswered(requestId, Wire.orNull(response.path("data")));
            default -> nodeAnswered(requestId, response.path("sockets")); // fetched sockets carry no type
        }
    }

    // ---- what this node says

    @Override
    PubSubWire wire() {
        return wire;
    }

    @Override
    void tell(byte[] request) {
        published(redis.publish(channels.request(), request));
    }

    @Override
    void tellPacket(EncodedPacket packet, Target target) {
        String channel = target.rooms().size() == 1
                ? channels.room(target.rooms().iterator().next().name())
                : channels.broadcast();
        published(redis.publish(channel, wire.broadcast(packet, target)));
    }

    @Override
    public Mono<Integer> serverCount() {
        return redis.subscribers(channels.request()).timeout(requestTimeout());
    }
}
