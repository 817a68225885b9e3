package io.chatspace.socketio.server;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.server.CloseReason;
import io.chatspace.engineio.server.EngineHandshake;
import io.chatspace.engineio.server.EngineSession;
import io.chatspace.engineio.server.SessionListener;
import io.chatspace.socketio.packet.JsonText;
import io.chatspace.socketio.packet.MalformedPacket;
import io.chatspace.socketio.packet.Packet;
import io.chatspace.socketio.packet.PacketReader;
import io.chatspace.socketio.packet.PacketText;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// One session's sockets: reads packets, connects namespaces, hands events to their sockets. On the session's loop.
final class Client implements SessionListener {
    private static final Logger log = LoggerFactory.getLogger(Client.class);

    private final EngineSession session;
    private final Context context;
    private final Namespaces namespaces;
    private final PacketReader reader;
    private final SocketTable sockets = new SocketTable();
    private @Nullable Map<String, Connecting> connecting;
    private @Nullable Future<?> connectTimer;

    Client(EngineSession session, Context context, Namespaces namespaces) {
        this.session = session;
        this.context = context;
        this.namespaces = namespaces;
        this.reader = new PacketReader(context.json(), context.options().maxAttachments());
        this.connectTimer = session.executor()
                .schedule(
                        () -> close("no namespace was connected in time"),
                        context.options().connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        if (v3()) {
            // Clients of Socket.IO 2 are in the main namespace without asking.
            session.executor().execute(() -> connect("/", null));
        }
    }

    EngineSession session() {
        return session;
    }

    private boolean v3() {
        return session.handshake().protocol() == 3;
    }

    // ---- packets

    @Override
    public void onText(String text) {
        try {
            handle(reader.text(text));
        } catch (MalformedPacket e) {
            malformed(e);
        }
    }

    @Override
    public void onBinary(byte[] bytes) {
        try {
            handle(reader.binary(bytes));
        } catch (MalformedPacket e) {
            malformed(e);
        }
    }

    private void handle(@Nullable Packet packet) throws MalformedPacket {
        switch (packet) {
            case null -> {}
            case Packet.Connect(String name, JsonNode auth) -> connect(v3() ? pathOf(name) : name, auth);
            case Packet.Disconnect(String name) -> {
                DefaultSocket socket = connected(v3() ? pathOf(name) : name);
                sockets.remove(socket.namespace().name());
                socket.gone(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
                namespaces.release(socket.namespace());
            }
            case Packet.Event event -> connected(event.namespace()).receive(event);
            case Packet.Ack ack -> connected(ack.namespace()).receive(ack);
        }
    }

    private DefaultSocket connected(String name) throws MalformedPacket {
        DefaultSocket socket = sockets.get(name);
        if (socket == null) {
            throw new MalformedPacket("packet for a namespace that is not connected");
        }
        return socket;
    }

    private static String pathOf(String name) {
        int query = name.indexOf('?');
        return query < 0 ? name : name.substring(0, query);
    }

    private void malformed(MalformedPacket mistake) {
        log.debug("a client broke the protocol: {}", mistake.getMessage());
        session.close(CloseReason.PARSE_ERROR);
    }

    private void close(String why) {
        log.debug("closing a session: {}", why);
        session.close(CloseReason.TRANSPORT_ERROR);
    }

    // ---- connecting

    private void connect(String name, @Nullable JsonNode auth) {
        Map<String, Connecting> pending = connecting == null ? Map.of() : connecting;
        if (sockets.get(name) != null || pending.containsKey(name)) {
            malformed(new MalformedPacket("a second CONNECT"));
            return;
        }
        if (sockets.size() + pending.size() >= context.options().maxNamespacesPerClient()) {
            refuse(name, "Too many namespaces", null);
            return;
        }
        DefaultNamespace namespace = namespaces.enter(name);
        if (namespace == null) {
            refuse(name, "Invalid namespace", null);
            return;
        }
        DefaultSocket socket = new DefaultSocket(namespace, this, context, handshake(auth));
        if (Admission.isFree(socket, context)) {
            accept(socket, Admission.free());
        } else {
            ask(name, socket);
        }
    }

    private void ask(String name, DefaultSocket socket) {
        Map<String, Connecting> pending = connecting;
        if (pending == null) {
            pending = new HashMap<>(2);
            connecting = pending;
        }
        Connecting attempt = new Connecting(socket);
        pending.put(name, attempt);
        attempt.start(
                Admission.of(socket, context),
                admission -> session.executor().execute(() -> {
                    if (settle(name, attempt)) {
                        accept(socket, admission);
                    }
                }),
                error -> session.executor().execute(() -> {
                    if (settle(name, attempt)) {
                        refused(socket, error);
                    }
                }));
    }

    /// Whether the attempt still counts.
    private boolean settle(String name, Connecting attempt) {
        return connecting != null && connecting.remove(name, attempt);
    }

    private Handshake handshake(@Nullable JsonNode auth) {
        EngineHandshake opened = session.handshake();
        return new Handshake(
                opened.headers(),
                opened.query(),
                opened.address(),
                opened.secure(),
                auth == null ? context.json().createObjectNode() : auth,
                Instant.now());
    }

    private void accept(DefaultSocket socket, Admission admission) {
        if (!session.open()) {
            socket.gone(DisconnectReason.TRANSPORT_CLOSE);
            namespaces.release(socket.namespace());
            return;
        }
        stopTimer();
        String name = socket.namespace().name();
        socket.welcome(admission);
        sockets.put(name, socket);
        session.send(Message.text(PacketText.connect(name, v3() ? "" : greeting(socket))));
        context.metrics().connected(name);
        socket.connected(admission);
    }

    private String greeting(DefaultSocket socket) {
        StringBuilder out = new StringBuilder(64).append("{\"sid\":");
        JsonText.quote(out, socket.id());
        String pid = context.recovery() == null ? null : context.recovery().issue(socket);
        if (pid != null) {
            out.append(",\"pid\":");
            JsonText.quote(out, pid);
        }
        return out.append('}').toString();
    }

    private void refused(DefaultSocket socket, Throwable error) {
        socket.gone(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        namespaces.release(socket.namespace());
        String name = socket.namespace().name();
        if (error instanceof ConnectRefused refusal) {
            refuse(name, refusal.text(), refusal.data());
        } else {
            log.error("a middleware of namespace {} failed", LogText.safe(name), error);
            refuse(name, "Internal error", null);
        }
    }

    private void refuse(String name, String message, @Nullable Object data) {
        context.metrics().refused(name);
        String json;
        if (v3()) {
            json = context.json().writeValueAsString(data == null ? message : data);
        } else {
            Map<String, Object> body = new LinkedHashMap<>(2);
            body.put("message", message);
            if (data != null) {
                body.put("data", data);
            }
            json = context.json().writeValueAsString(body);
        }
        session.send(Message.text(PacketText.connectError(name, json)));
    }

    private void stopTimer() {
        if (connectTimer != null) {
            connectTimer.cancel(false);
            connectTimer = null;
        }
    }

    // ---- leaving

    /// The server sends a socket away.
    void disconnect(DefaultSocket socket, boolean close) {
        String name = socket.namespace().name();
        if (sockets.get(name) == socket) {
            leave(socket);
        } else if (connecting != null
                && connecting.get(name) instanceof Connecting attempt
                && attempt.socket() == socket) {
            connecting.remove(name);
            attempt.cancel();
            refused(socket, new ConnectRefused("Disconnected"));
        } else {
            return;
        }
        if (close) {
            sockets.all().forEach(this::leave);
            session.close(CloseReason.FORCED_SERVER_CLOSE);
        }
    }

    private void leave(DefaultSocket socket) {
        String name = socket.namespace().name();
        sockets.remove(name);
        session.send(Message.text(PacketText.disconnect(name)));
        socket.gone(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        namespaces.release(socket.namespace());
    }

    @Override
    public void onClose(CloseReason reason) {
        stopTimer();
        DisconnectReason why = DisconnectReason.valueOf(reason.name());
        List<DefaultSocket> all = sockets.all();
        sockets.clear();
        for (DefaultSocket socket : all) {
            socket.gone(why);
            namespaces.release(socket.namespace());
        }
        Map<String, Connecting> pending = connecting;
        connecting = null;
        if (pending != null) {
            for (Connecting attempt : pending.values()) {
                attempt.cancel();
                attempt.socket().gone(why);
                namespaces.release(attempt.socket().namespace());
            }
        }
    }
}
