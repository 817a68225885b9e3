package io.chatspace.socketio.redis;

import io.chatspace.engineio.server.RandomIds;
import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.InMemoryAdapter;
import io.chatspace.socketio.adapter.Target;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// One namespace over many nodes: sockets of this one in memory, word to the others in the wire format of whoever
/// extends this.
abstract class ClusterAdapter implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(ClusterAdapter.class);
    private static final RandomIds IDS = RandomIds.create();

    final String uid = IDS.get();
    final AdapterContext context;
    final InMemoryAdapter here;
    private final Duration requestTimeout;
    private final Map<String, PendingRequest> requests = new ConcurrentHashMap<>();
    private final Map<String, AckGathering> gatherings = new ConcurrentHashMap<>();

    ClusterAdapter(AdapterContext context, InMemoryAdapter here, Duration requestTimeout) {
        this.context = context;
        this.here = here;
        this.requestTimeout = requestTimeout;
    }

    /// Begins to hear the others.
    abstract void start();

    // ---- words to the other nodes: none of them waits

    abstract Wire wire();

    abstract void tellPacket(EncodedPacket packet, Target target);

    /// Sends a request of the wire to every other node.
    abstract void tell(byte[] request);

    /// Logs where the word did not get out.
    static void published(CompletionStage<Long> receivers) {
        var _ = receivers.exceptionally(error -> {
            log.warn("other nodes were not told, Redis can't be reached: {}", error.toString());
            return 0L;
        });
    }

    // ---- what other nodes ask and say

    /// Whether the question is this node's own, come back to it.
    boolean asked(String requestId) {
        return requests.containsKey(requestId) || gatherings.containsKey(requestId);
    }

    void serverSideEvent(List<JsonNode> eventAndArgs, @Nullable Consumer<@Nullable Object> answer) {
        if (!eventAndArgs.isEmpty()) {
            EventArgs args = new EventArgs(
                    eventAndArgs.get(0).asString(""), eventAndArgs.subList(1, eventAndArgs.size()), context.json());
            context.serverSideEvent().accept(args, new ServerSideAck(answer));
        }
    }

    void broadcastForAcks(
            EncodedPacket packet, Target target, Duration timeout, IntConsumer asked, Consumer<JsonNode> answered) {
        InMemoryAdapter.Acks acks = here.broadcastForAcks(packet, target, timeout);
        asked.accept(acks.expected());
        var _ = acks.answers().subscribe(answered);
    }

    /// How long a node may take to answer, where the question does not say.
    Duration requestTimeout() {
        return requestTimeout;
    }

    void clientsAsked(String requestId, int clients) {
        AckGathering gathering = gatherings.get(requestId);
        if (gathering != null) {
            gathering.counted(clients);
        }
    }

    void clientAnswered(String requestId, JsonNode answer) {
        AckGathering gathering = gatherings.get(requestId);
        if (gathering != null) {
            gathering.answered(answer);
        }
    }

    void nodeAnswered(String requestId, JsonNode answer) {
        PendingRequest pending = requests.get(requestId);
        if (pending != null && pending.answered(answer)) {
            requests.remove(requestId);
        }
    }

    // ---- what this node says

    @Override
    public void broadcast(EncodedPacket packet, Target target) {
        if (!target.local()) {
            tellPacket(packet, target);
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
                    tell(wire().broadcastRequest(requestId, packet, target, timeout));
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
    private Mono<List<JsonNode>> ask(int others, Duration timeout, Consumer<String> question) {
        if (others <= 0) {
            return Mono.just(List.of());
        }
        return Mono.create(sink -> {
            String requestId = IDS.get();
            PendingRequest pending = new PendingRequest(sink, others);
            requests.put(requestId, pending);
            question.accept(requestId);
            var timer = Mono.delay(timeout)
                    .subscribe(tick ->
                            sink.error(new AckTimeout("other nodes have not answered in time", pending.soFar())));
            var _ = sink.onDispose(() -> {
                requests.remove(requestId);
                timer.dispose();
            });
        });
    }

    @Override
    public Mono<List<RemoteSocket>> fetchSockets(Target target) {
        Mono<List<RemoteSocket>> own = here.fetchSockets(target);
        if (target.local()) {
            return own;
        }
        return serverCount()
                .flatMap(nodes ->
                        ask(nodes - 1, requestTimeout, requestId -> tell(wire().fetchRequest(requestId, target))))
                .zipWith(own, (answers, ours) -> {
                    List<RemoteSocket> all = new ArrayList<>(ours);
                    answers.forEach(sockets -> sockets.forEach(socket -> all.add(Wire.socket(socket))));
                    return all;
                });
    }

    @Override
    public void joinAll(Target target, Set<Room> rooms) {
        if (!target.local()) {
            tell(wire().joinRequest(target, rooms));
        }
        here.joinAll(target, rooms);
    }

    @Override
    public void leaveAll(Target target, Set<Room> rooms) {
        if (!target.local()) {
            tell(wire().leaveRequest(target, rooms));
        }
        here.leaveAll(target, rooms);
    }

    @Override
    public void disconnectAll(Target target, boolean close) {
        if (!target.local()) {
            tell(wire().disconnectRequest(target, close));
        }
        here.disconnectAll(target, close);
    }

    @Override
    public void serverSideEmit(List<JsonNode> eventAndArgs) {
        tell(wire().serverSideRequest(null, eventAndArgs));
    }

    @Override
    public Mono<List<JsonNode>> serverSideEmitWithAck(List<JsonNode> eventAndArgs, Duration timeout) {
        return serverCount()
                .flatMap(nodes ->
                        ask(nodes - 1, timeout, requestId -> tell(wire().serverSideRequest(requestId, eventAndArgs))));
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
