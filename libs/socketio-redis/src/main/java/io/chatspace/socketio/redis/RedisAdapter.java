package io.chatspace.socketio.redis;

import io.chatspace.engineio.server.RandomIds;
import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.InMemoryAdapter;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.AckTimeout;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.EventArgs;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// One namespace over many nodes: sockets of this one in memory, word to the others through Redis.
final class RedisAdapter implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(RedisAdapter.class);
    private static final RandomIds IDS = RandomIds.create();

    private final AdapterContext context;
    private final Channels channels;
    private final RedisAdapters redis;
    private final InMemoryAdapter here;
    private final Wire wire;
    private final String uid = IDS.get();
    private final Map<String, PendingRequest> requests = new ConcurrentHashMap<>();
    private final Map<String, AckGathering> gatherings = new ConcurrentHashMap<>();

    RedisAdapter(AdapterContext context, Channels channels, RedisAdapters redis) {
        this.context = context;
        this.channels = channels;
        this.redis = redis;
        this.here = new InMemoryAdapter(context);
        this.wire = new Wire(context.json(), uid, context.namespace());
    }

    void start() {
        redis.subscribe(this, channels.pattern(), channels.request(), channels.response(), channels.responseTo(uid));
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromCompletionStage(() -> redis.unsubscribe(
                channels.pattern(), channels.request(), channels.response(), channels.responseTo(uid)));
    }

    private void publish(String channel, byte[] message) {
        var _ = redis.publish(channel, message).exceptionally(error -> {
            log.warn("other nodes were not told, Redis can't be reached: {}", error.toString());
            return 0L;
        });
    }

    // ---- what other nodes say

    void broadcastArrived(String channel, byte[] message) {
        String room = channels.roomOf(channel);
        if (!room.isEmpty() && !here.hasRoom(Room.of(room))) {
            return;
        }
        Wire.Broadcast broadcast = wire.readBroadcast(message);
        if (broadcast != null) {
            here.broadcast(broadcast.packet(), broadcast.target().asLocal());
        }
    }

    void messageArrived(String channel, byte[] message) {
        JsonNode body = wire.read(message);
        if (channel.equals(channels.request())) {
            request(body);
        } else {
            response(body);
        }
    }

    private void request(JsonNode request) {
        String requestId = request.path("requestId").asString("");
        boolean own = request.path("uid").asString("").equals(uid)
                || requests.containsKey(requestId)
                || gatherings.containsKey(requestId);
        if (own) {
            return; // done here before it was sent
        }
        Target target = Wire.target(request.path("opts")).asLocal();
        switch (request.path("type").asInt(-1)) {
            case RequestType.SOCKETS ->
                respond(
                        request,
                        wire.sockets(
                                requestId,
                                here.local(Target.ALL.plusRooms(
                                        Wire.rooms(request.path("rooms")).toArray(Room[]::new)))));
            case RequestType.ALL_ROOMS -> respond(request, wire.rooms(requestId, here.roomNames()));
            case RequestType.REMOTE_JOIN -> {
                if (request.has("opts")) {
                    here.joinAll(target, Wire.rooms(request.path("rooms")));
                } else {
                    here.join(
                            request.path("sid").asString(""),
                            List.of(Room.of(request.path("room").asString(""))));
                    respond(request, wire.done(requestId));
                }
            }
            case RequestType.REMOTE_LEAVE -> {
                if (request.has("opts")) {
                    here.leaveAll(target, Wire.rooms(request.path("rooms")));
                } else {
                    here.leave(
                            request.path("sid").asString(""),
                            List.of(Room.of(request.path("room").asString(""))));
                    respond(request, wire.done(requestId));
                }
            }
            case RequestType.REMOTE_DISCONNECT -> {
                Target who = request.has("opts")
                        ? target
                        : Target.ALL.plusRooms(Room.ofSocket(request.path("sid").asString("")));
                here.disconnectAll(who, request.path("close").asBoolean(false));
            }
            case RequestType.REMOTE_FETCH -> {
                var _ = here.fetchSockets(target)
                        .subscribe(sockets -> respond(request, wire.fetched(requestId, sockets)));
            }
            case RequestType.SERVER_SIDE_EMIT -> serverSideEvent(request, requestId);
            case RequestType.BROADCAST -> broadcastForAcks(request, requestId, target);
            default -> log.debug("a request of an unknown type was let pass");
        }
    }

    private void respond(JsonNode request, byte[] answer) {
        publish(channels.response(), answer);
    }

    private void serverSideEvent(JsonNode request, String requestId) {
        List<JsonNode> data = new ArrayList<>();
        request.path("data").forEach(data::add);
        if (data.isEmpty()) {
            return;
        }
        EventArgs args = new EventArgs(data.get(0).asString(""), data.subList(1, data.size()), context.json());
        Ack ack = new ServerSideAck(
                requestId.isEmpty()
                        ? null
                        : value -> publish(channels.response(), wire.serverSideAnswer(requestId, value)));
        context.serverSideEvent().accept(args, ack);
    }

    private void broadcastForAcks(JsonNode request, String requestId, Target target) {
        EncodedPacket packet = wire.packet(request.path("packet"));
        Duration timeout = Duration.ofMillis(request.path("opts")
                .path("flags")
                .path("timeout")
                .asLong(redis.requestTimeout().toMillis()));
        InMemoryAdapter.Acks acks = here.broadcastForAcks(packet, target, timeout);
        respond(request, wire.clientCount(requestId, acks.expected()));
        var _ = acks.answers().subscribe(answer -> respond(request, wire.broadcastAck(requestId, answer)));
    }

    private void response(JsonNode response) {
        String requestId = response.path("requestId").asString("");
        AckGathering gathering = gatherings.get(requestId);
        if (gathering != null) {
            switch (response.path("type").asInt(-1)) {
                case RequestType.BROADCAST_CLIENT_COUNT ->
                    gathering.counted(response.path("clientCount").asInt(0));
                case RequestType.BROADCAST_ACK -> gathering.answered(Wire.firstOf(response.path("packet")));
                default -> log.debug("an answer of an unknown type was let pass");
            }
            return;
        }
        PendingRequest pending = requests.get(requestId);
        if (pending != null && pending.answered(response)) {
            requests.remove(requestId);
        }
    }

    // ---- what this node says

    @Override
    public void broadcast(EncodedPacket packet, Target target) {
        if (!target.local()) {
            String channel = target.rooms().size() == 1
                    ? channels.room(target.rooms().iterator().next().name())
                    : channels.broadcast();
            publish(channel, wire.broadcast(packet, target));
        }
        here.broadcast(packet, target);
    }

    @Override
    public Mono<List<JsonNode>> broadcastWithAck(EncodedPacket packet, Target target, Duration timeout) {
        if (target.local()) {
            return here.broadcastWithAck(packet, target, timeout);
        }
        return serverCount()
                .flatMap(nodes -> Mono.<List<JsonNode>>create(sink -> {
                    String requestId = IDS.get();
                    AckGathering gathering = new AckGathering(sink, nodes);
                    gatherings.put(requestId, gathering);
                    InMemoryAdapter.Acks own = here.broadcastForAcks(packet, target, timeout);
                    publish(channels.request(), wire.broadcastRequest(requestId, packet, target, timeout));
                    gathering.counted(own.expected());
                    var answers = own.answers().subscribe(gathering::answered);
                    var timer = Mono.delay(timeout).subscribe(tick -> gathering.timedOut());
                    var _ = sink.onDispose(() -> {
                        gatherings.remove(requestId);
                        answers.dispose();
                        timer.dispose();
                    });
                }));
    }

    /// Asks the other nodes; completes with all their answers.
    private Mono<List<JsonNode>> ask(
            int others, Duration timeout, Function<String, byte[]> question, Function<JsonNode, JsonNode> part) {
        if (others <= 0) {
            return Mono.just(List.of());
        }
        return Mono.defer(() -> {
            String requestId = IDS.get();
            return Mono.<List<JsonNode>>create(sink -> {
                        PendingRequest pending = new PendingRequest(sink, others);
                        requests.put(requestId, pending);
                        publish(channels.request(), question.apply(requestId));
                        var timer = Mono.delay(timeout)
                                .subscribe(tick -> sink.error(new AckTimeout(
                                        "other nodes have not answered in time",
                                        pending.soFar().stream().map(part).toList())));
                        var _ = sink.onDispose(() -> {
                            requests.remove(requestId);
                            timer.dispose();
                        });
                    })
                    .map(answers -> answers.stream().map(part).toList());
        });
    }

    @Override
    public Mono<List<RemoteSocket>> fetchSockets(Target target) {
        Mono<List<RemoteSocket>> own = here.fetchSockets(target);
        if (target.local()) {
            return own;
        }
        return serverCount()
                .flatMap(nodes -> ask(
                        nodes - 1,
                        redis.requestTimeout(),
                        requestId -> wire.fetchRequest(requestId, target),
                        answer -> answer.path("sockets")))
                .zipWith(own, (answers, ours) -> {
                    List<RemoteSocket> all = new ArrayList<>(ours);
                    answers.forEach(sockets -> sockets.forEach(socket -> all.add(Wire.socket(socket))));
                    return all;
                });
    }

    @Override
    public void joinAll(Target target, Set<Room> rooms) {
        if (!target.local()) {
            publish(channels.request(), wire.roomsRequest(RequestType.REMOTE_JOIN, target, rooms));
        }
        here.joinAll(target, rooms);
    }

    @Override
    public void leaveAll(Target target, Set<Room> rooms) {
        if (!target.local()) {
            publish(channels.request(), wire.roomsRequest(RequestType.REMOTE_LEAVE, target, rooms));
        }
        here.leaveAll(target, rooms);
    }

    @Override
    public void disconnectAll(Target target, boolean close) {
        if (!target.local()) {
            publish(channels.request(), wire.disconnectRequest(target, close));
        }
        here.disconnectAll(target, close);
    }

    @Override
    public void serverSideEmit(List<JsonNode> eventAndArgs) {
        publish(channels.request(), wire.serverSideRequest(null, eventAndArgs));
    }

    @Override
    public Mono<List<JsonNode>> serverSideEmitWithAck(List<JsonNode> eventAndArgs, Duration timeout) {
        return serverCount()
                .flatMap(nodes -> ask(
                        nodes - 1,
                        timeout,
                        requestId -> wire.serverSideRequest(requestId, eventAndArgs),
                        answer -> Wire.firstOf(answer.path("data"))));
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.fromCompletionStage(() -> redis.subscribers(channels.request()))
                .map(counts ->
                        Math.max(1, counts.getOrDefault(channels.request(), 1L).intValue()))
                .timeout(redis.requestTimeout());
    }

    // ---- this node's own

    @Override
    public void add(Member member) {
        here.add(member);
    }

    @Override
    public void remove(String socketId) {
        here.remove(socketId);
    }

    @Override
    public void join(String socketId, Collection<Room> rooms) {
        here.join(socketId, rooms);
    }

    @Override
    public void leave(String socketId, Collection<Room> rooms) {
        here.leave(socketId, rooms);
    }

    @Override
    public Set<Room> rooms(String socketId) {
        return here.rooms(socketId);
    }

    @Override
    public Collection<Member> local(Target target) {
        return here.local(target);
    }

    @Override
    public @Nullable Member member(String socketId) {
        return here.member(socketId);
    }
}
