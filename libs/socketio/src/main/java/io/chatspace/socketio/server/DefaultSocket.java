package io.chatspace.socketio.server;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.server.CloseReason;
import io.chatspace.engineio.server.EngineSession;
import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.packet.Packet;
import io.chatspace.socketio.recovery.Recovered;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// A socket: its state, its rooms, its handlers. State changes on the session's loop.
final class DefaultSocket implements Adapter.Member {
    private static final Logger log = LoggerFactory.getLogger(DefaultSocket.class);

    private enum State {
        CONNECTING,
        CONNECTED,
        GONE
    }

    private final DefaultNamespace namespace;
    private final Client client;
    private final Context context;
    private final Handshake handshake;
    private final SocketData data = new SocketData();
    private final SocketHandlers handlers = new SocketHandlers();
    private volatile String id;
    private volatile State state = State.CONNECTING;
    private volatile boolean recovered;
    /// Guarded by this, as is the step to GONE: a socket that is gone must not be added again.
    private boolean added;

    private @Nullable Held held;
    private @Nullable PendingAcks acks;

    DefaultSocket(DefaultNamespace namespace, Client client, Context context, Handshake handshake) {
        this.namespace = namespace;
        this.client = client;
        this.context = context;
        this.handshake = handshake;
        this.id = context.socketIds().get();
    }

    private EngineSession session() {
        return client.session();
    }

    // ---- what it is

    @Override
    public String id() {
        return id;
    }

    @Override
    public DefaultNamespace namespace() {
        return namespace;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public SocketData data() {
        return data;
    }

    @Override
    public boolean connected() {
        return state == State.CONNECTED;
    }

    @Override
    public boolean recovered() {
        return recovered;
    }

    @Override
    public long queuedBytes() {
        return session().queuedBytes();
    }

    @Override
    public Executor executor() {
        return session().executor();
    }

    @Override
    public boolean inExecutor() {
        return session().inExecutor();
    }

    @Override
    public RemoteSocket describe() {
        return Descriptions.of(this, context.json());
    }

    // ---- rooms

    @Override
    public Set<Room> rooms() {
        return namespace.adapter().rooms(id);
    }

    @Override
    public void join(Room... rooms) {
        if (enterAdapter()) {
            namespace.adapter().join(id, Arrays.asList(rooms));
        }
    }

    @Override
    public void leave(Room... rooms) {
        namespace.adapter().leave(id, Arrays.asList(rooms));
    }

    private synchronized boolean enterAdapter() {
        if (state == State.GONE) {
            return false;
        }
        if (!added) {
            added = true;
            namespace.adapter().add(this);
        }
        return true;
    }

    private synchronized boolean leaveAdapter() {
        if (state == State.GONE) {
            return false;
        }
        state = State.GONE;
        if (added) {
            namespace.adapter().remove(id);
        }
        return true;
    }

    /// Takes the state of an earlier socket: its id, rooms and data.
    void adopt(Recovered earlier) {
        String oldId = earlier.socketId();
        synchronized (this) {
            if (oldId != null && !oldId.equals(id)) {
                Set<Room> joined = new HashSet<>(rooms());
                joined.remove(Room.ofSocket(id));
                if (added) {
                    namespace.adapter().remove(id);
                    added = false;
                }
                Adapter.Member ghost = namespace.adapter().member(oldId);
                if (ghost != null) {
                    // Its connection broke without our knowing.
                    ghost.closeConnection();
                    namespace.adapter().remove(oldId);
                }
                id = oldId;
                join(joined.toArray(Room[]::new));
            }
        }
        join(earlier.rooms().toArray(Room[]::new));
        earlier.data().forEach(data::put);
    }

    // ---- handlers

    @Override
    public Socket on(String event, EventHandler handler) {
        ReservedEvents.check(event);
        handlers.on(event, handler);
        return this;
    }

    @Override
    public <T> Socket on(String event, Class<T> type, Function<? super T, ? extends @Nullable Object> handler) {
        return on(event, new TypedHandler<>(type, handler));
    }

    @Override
    public Socket onAny(Consumer<EventArgs> listener) {
        handlers.onAny(listener);
        return this;
    }

    @Override
    public Socket off(String event) {
        handlers.off(event);
        return this;
    }

    @Override
    public Socket onDisconnect(Consumer<DisconnectReason> listener) {
        handlers.onDisconnect(listener);
        return this;
    }

    // ---- sending

    @Override
    public void emit(String event, @Nullable Object... args) {
        EncodedPacket packet = context.encode(event, args);
        RecoveryLog recovery = context.recovery();
        if (recovery != null) {
            Target own = Target.ALL.plusRooms(Room.ofSocket(id)).asLocal();
            packet = packet.withOffset(recovery.append(namespace.name(), own, packet));
        }
        send(packet, false);
    }

    @Override
    public void volatileEmit(String event, @Nullable Object... args) {
        send(context.encode(event, args), true);
    }

    @Override
    public void send(EncodedPacket packet) {
        send(packet, false);
    }

    @Override
    public void send(EncodedPacket packet, boolean isVolatile) {
        run(() -> deliver(packet, isVolatile));
    }

    private void run(Runnable action) {
        if (session().inExecutor()) {
            action.run();
        } else {
            session().executor().execute(action);
        }
    }

    private void deliver(EncodedPacket packet, boolean isVolatile) {
        if (state == State.CONNECTED) {
            if (!isVolatile || session().writable()) {
                context.metrics().emitted(namespace.name());
                var question = packet.question();
                session()
                        .sendAll(
                                question == null
                                        ? packet.messages(namespace.name())
                                        : packet.messages(namespace.name(), ask(question)));
                var written = packet.written();
                if (written != null) {
                    guarded("written", () -> written.accept(this));
                }
            }
        } else if (state == State.CONNECTING && !isVolatile) {
            if (held == null) {
                held = new Held();
            }
            if (!held.add(packet, context.maxQueue())) {
                session().close(CloseReason.TRANSPORT_ERROR);
            }
        }
    }

    /// Awaits an answer, on the loop; its ack id. No answer in time is no fault.
    private long ask(EncodedPacket.Question question) {
        long ackId = namespace.nextAckId();
        var _ = Mono.<List<JsonNode>>create(sink -> pendingAcks()
                        .expect(ackId, sink, question.patience(), session().executor()))
                .subscribe(
                        _ -> guarded(
                                "acknowledgement", () -> question.answered().accept(this)),
                        _ -> {});
        return ackId;
    }

    private PendingAcks pendingAcks() {
        PendingAcks pending = acks;
        if (pending == null) {
            pending = new PendingAcks(context.options().maxPendingAcks());
            acks = pending;
        }
        return pending;
    }

    /// Sends if connected.
    void sendMessages(List<Message> messages) {
        run(() -> {
            if (state == State.CONNECTED) {
                session().sendAll(messages);
            }
        });
    }

    @Override
    public Mono<JsonNode> emitWithAck(String event, Duration timeout, @Nullable Object... args) {
        EncodedPacket packet = context.encode(event, args);
        return Mono.defer(() -> {
                    long ackId = namespace.nextAckId();
                    return sendWithAck(packet.messages(namespace.name(), ackId), ackId, timeout);
                })
                .mapNotNull(answer -> answer.isEmpty() ? null : answer.get(0));
    }

    @Override
    public Mono<List<JsonNode>> sendWithAck(List<Message> messages, long ackId, Duration timeout) {
        return Mono.create(sink -> run(() -> {
            if (state != State.CONNECTED) {
                sink.error(new AckTimeout("the socket is not connected"));
                return;
            }
            pendingAcks().expect(ackId, sink, timeout, session().executor());
            session().sendAll(messages);
        }));
    }

    @Override
    public Broadcast to(Room... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    public Broadcast broadcast() {
        return namespace.broadcast(Target.ALL.plusExcept(Room.ofSocket(id)));
    }

    // ---- connecting and leaving, on the loop

    /// The CONNECT was just answered: what was missed, then what was held, then the application meets it.
    void connected(Admission admission) {
        List<EncodedPacket> missed = admission.missed() == null ? List.of() : admission.missed();
        List<EncodedPacket> late = held == null ? List.of() : held.without(missed);
        held = null;
        state = State.CONNECTED;
        missed.forEach(packet -> deliver(packet, false));
        late.forEach(packet -> deliver(packet, false));
        for (Consumer<Socket> listener : namespace.handlers().connections) {
            guarded("connection", () -> listener.accept(this));
        }
    }

    /// The CONNECT is about to be answered.
    void welcome(Admission admission) {
        recovered = admission.missed() != null;
        enterAdapter();
    }

    void receive(Packet.Event event) {
        context.metrics().received(namespace.name());
        EventArgs args = new EventArgs(event.name(), event.args(), context.json());
        for (Consumer<EventArgs> listener : handlers.any()) {
            guarded(event.name(), () -> listener.accept(args));
        }
        SocketAck ack = new SocketAck(this, context.writer(), event.ackId());
        for (EventHandler handler : handlers.of(event.name())) {
            guarded(event.name(), () -> handler.handle(args, ack));
        }
        Namespace.SocketEventHandler shared = namespace.handlers().events.get(event.name());
        if (shared != null) {
            guarded(event.name(), () -> shared.handle(this, args, ack));
        }
    }

    void receive(Packet.Ack ack) {
        Duration took = acks == null ? null : acks.answered(ack.id(), ack.args());
        if (took != null) {
            context.metrics().acknowledged(namespace.name(), took);
        }
    }

    private static void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("the handler of {} failed", LogText.safe(what), e);
        }
    }

    @Override
    public void disconnect(boolean close) {
        run(() -> client.disconnect(this, close));
    }

    @Override
    public void closeConnection() {
        session().close(CloseReason.FORCED_CLOSE);
    }

    /// Leaves; the client has been told, or can't be.
    void gone(DisconnectReason reason) {
        boolean wasConnected = state == State.CONNECTED;
        RecoveryLog recovery = context.recovery();
        if (wasConnected && recovery != null && reason.recoverable()) {
            guarded("recovery", () -> recovery.left(this, reason));
        }
        if (!leaveAdapter()) {
            return;
        }
        held = null;
        if (acks != null) {
            acks.failAll();
        }
        if (wasConnected) {
            context.metrics().disconnected(namespace.name(), reason);
            for (Consumer<DisconnectReason> listener : handlers.gone()) {
                guarded("disconnect", () -> listener.accept(reason));
            }
            namespace
                    .handlers()
                    .disconnections
                    .forEach(listener -> guarded("disconnect", () -> listener.accept(this, reason)));
        }
    }
}
