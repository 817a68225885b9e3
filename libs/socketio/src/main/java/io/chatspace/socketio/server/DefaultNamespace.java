package io.chatspace.socketio.server;

import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// One namespace with its adapter.
final class DefaultNamespace extends BaseNamespace {
    private static final Logger log = LoggerFactory.getLogger(DefaultNamespace.class);

    private final String name;
    private final Context context;
    private final Adapter adapter;
    private final AtomicLong ackIds = new AtomicLong();
    private final DefaultBroadcast everyone;
    /// Clients in it or on their way in; kept under the lock of the map that holds it.
    int guests;

    DefaultNamespace(String name, Context context, Handlers handlers) {
        super(handlers);
        this.name = name;
        this.context = context;
        this.adapter = context.adapters()
                .create(new AdapterContext(name, context.json(), ackIds::getAndIncrement, this::serverSideEvent));
        this.everyone = new DefaultBroadcast(this, context, Target.ALL, DefaultBroadcast.DEFAULT_TIMEOUT);
    }

    Adapter adapter() {
        return adapter;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    DefaultBroadcast broadcast(Target target) {
        return new DefaultBroadcast(this, context, target, DefaultBroadcast.DEFAULT_TIMEOUT);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Collection<Socket> sockets() {
        List<Socket> connected = new ArrayList<>();
        for (Adapter.Member member : adapter.local(Target.ALL)) {
            if (member.connected()) {
                connected.add(member);
            }
        }
        return connected;
    }

    @Override
    public @Nullable Socket socket(String id) {
        Adapter.Member member = adapter.member(id);
        return member != null && member.connected() ? member : null;
    }

    private void serverSideEvent(EventArgs args, Ack ack) {
        EventHandler handler = handlers().serverSide.get(args.event());
        if (handler == null) {
            return;
        }
        try {
            handler.handle(args, ack);
        } catch (RuntimeException e) {
            log.error("the handler of server-side event {} failed", args.event(), e);
        }
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... args) {
        adapter.serverSideEmit(toNodes(event, args));
    }

    @Override
    public Mono<List<JsonNode>> serverSideEmitWithAck(String event, @Nullable Object... args) {
        return adapter.serverSideEmitWithAck(toNodes(event, args), DefaultBroadcast.DEFAULT_TIMEOUT);
    }

    private List<JsonNode> toNodes(String event, @Nullable Object... args) {
        ReservedEvents.check(event);
        List<JsonNode> nodes = new ArrayList<>(args.length + 1);
        nodes.add(StringNode.valueOf(event));
        for (Object arg : args) {
            nodes.add(context.json().valueToTree(arg));
        }
        return nodes;
    }

    // ---- as a broadcast to everyone

    @Override
    public Broadcast to(Room... rooms) {
        return everyone.to(rooms);
    }

    @Override
    public Broadcast in(Room... rooms) {
        return everyone.in(rooms);
    }

    @Override
    public Broadcast except(Room... rooms) {
        return everyone.except(rooms);
    }

    @Override
    public Broadcast asVolatile() {
        return everyone.asVolatile();
    }

    @Override
    public Broadcast local() {
        return everyone.local();
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        return everyone.timeout(timeout);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        everyone.emit(event, args);
    }

    @Override
    public void send(EncodedPacket packet) {
        everyone.send(packet);
    }

    @Override
    public Mono<List<JsonNode>> emitWithAck(String event, @Nullable Object... args) {
        return everyone.emitWithAck(event, args);
    }

    @Override
    public Mono<List<RemoteSocket>> fetchSockets() {
        return everyone.fetchSockets();
    }

    @Override
    public void socketsJoin(Room... rooms) {
        everyone.socketsJoin(rooms);
    }

    @Override
    public void socketsLeave(Room... rooms) {
        everyone.socketsLeave(rooms);
    }

    @Override
    public void disconnectSockets(boolean close) {
        everyone.disconnectSockets(close);
    }
}
