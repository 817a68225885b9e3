package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.MalformedPacket;
import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.packet.Packet;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: its state, its transport, its way from polling to WebSocket. All of it on one event loop,
/// without locks.
final class Session extends Heartbeat.Beat implements EngineSession {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /// How long a polling client may take to fetch the close packet.
    private static final long LINGER_SECONDS = 30;

    /// The reference looks every 100 ms.
    private static final long POLL_RELEASE_MILLIS = 100;
    private static final long GOODBYE_MILLIS = 100;

    private enum State {
        OPEN,
        /// Over for the application; a polling client has yet to fetch the rest.
        LINGERING,
        CLOSED
    }

    private final EngineServer server;
    private final String sid;
    private final EngineHandshake handshake;
    private final EventExecutor loop;
    private final Heartbeat heartbeat;
    private @Nullable SessionListener listener;
    private volatile State state = State.OPEN;
    /// Null once WebSocket carries the session.
    private volatile @Nullable PollingQueue polling;

    private volatile @Nullable WebSocketLink link;
    private @Nullable Upgrade upgrade;
    private boolean halfFull;

    Session(EngineServer server, String sid, EngineHandshake handshake, EventExecutor loop, Heartbeat heartbeat) {
        this.server = server;
        this.sid = sid;
        this.handshake = handshake;
        this.loop = loop;
        this.heartbeat = heartbeat;
    }

    /// Starts the session on its loop: greets the client, then meets the application.
    void open(@Nullable WebSocketLink webSocket) {
        link = webSocket;
        if (webSocket == null) {
            polling = new PollingQueue(v3());
        }
        write(Message.control(OpenPacket.of(sid, server.options(), webSocket == null)));
        listener = server.acceptor().accept(this);
        heartbeat.start(this, v3());
        if (webSocket != null) {
            webSocket.flush();
        }
    }

    private boolean v3() {
        return handshake.protocol() == 3;
    }

    // ---- for the application

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public EngineHandshake handshake() {
        return handshake;
    }

    @Override
    public ScheduledExecutorService executor() {
        return loop;
    }

    EventExecutor loop() {
        return loop;
    }

    @Override
    public boolean inExecutor() {
        return loop.inEventLoop();
    }

    @Override
    public boolean open() {
        return state == State.OPEN;
    }

    @Override
    public String transport() {
        return link == null ? "polling" : "websocket";
    }

    @Override
    public long queuedBytes() {
        WebSocketLink ws = link;
        PollingQueue queue = polling;
        return (ws == null ? 0 : ws.pendingBytes()) + (queue == null ? 0 : queue.bytes());
    }

    @Override
    public boolean writable() {
        if (state != State.OPEN) {
            return false;
        }
        WebSocketLink ws = link;
        if (ws != null) {
            return ws.writable();
        }
        PollingQueue queue = polling;
        return queue != null && queue.poll != null && upgrade == null;
    }

    @Override
    public void send(Message message) {
        if (loop.inEventLoop()) {
            write(message);
            flush();
        } else {
            loop.execute(() -> {
                write(message);
                flush();
            });
        }
    }

    @Override
    public void sendAll(List<Message> messages) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> sendAll(messages));
            return;
        }
        for (Message message : messages) {
            write(message);
        }
        flush();
    }

    @Override
    public void close(CloseReason reason) {
        if (loop.inEventLoop()) {
            finish(reason, true);
        } else {
            loop.execute(() -> finish(reason, true));
        }
    }

    // ---- writing

    private void write(Message message) {
        if (state != State.OPEN) {
            return;
        }
        long queued = queuedBytes();
        int bound = server.options().maxQueue();
        if (queued > 0 && queued + message.size() > bound) {
            server.metrics().queueFull();
            log.debug("a client does not read: {} bytes wait", queued);
            fail(CloseReason.TRANSPORT_ERROR);
            return;
        }
        boolean overHalf = queued > bound / 2;
        if (overHalf && !halfFull) {
            server.metrics().queueHalfFull();
        }
        halfFull = overHalf;
        WebSocketLink ws = link;
        PollingQueue queue = polling;
        if (ws != null) {
            ws.write(message);
            server.metrics().sent("websocket", message.size());
        } else if (queue != null) {
            queue.add(message);
        }
    }

    private void flush() {
        WebSocketLink ws = link;
        PollingQueue queue = polling;
        if (ws != null) {
            ws.flush();
        } else if (queue != null && queue.poll != null && !queue.flushPlanned) {
            // At the end of the loop's turn: what belongs together leaves in one body.
            queue.flushPlanned = true;
            loop.execute(() -> {
                queue.flushPlanned = false;
                flushPolling(queue);
            });
        }
    }

    private void flushPolling(PollingQueue queue) {
        int bytes = queue.flush();
        if (bytes > 0) {
            server.metrics().sent("polling", bytes);
        }
    }

    // ---- polling

    /// A GET of this session.
    void poll(Exchange exchange) {
        expireIfOverdue();
        PollingQueue queue = polling;
        if (queue == null || state == State.CLOSED) {
            Answers.error(exchange, state == State.CLOSED ? EngineError.UNKNOWN_SID : EngineError.BAD_REQUEST);
            return;
        }
        if (queue.poll != null) {
            Answers.error(exchange, EngineError.BAD_REQUEST);
            fail(CloseReason.TRANSPORT_ERROR);
            return;
        }
        queue.poll = exchange;
        exchange.onAbort(() -> loop.execute(() -> pollAborted(queue, exchange)));
        if (state == State.LINGERING) {
            queue.add(Controls.CLOSE);
            flushPolling(queue);
            forget();
            return;
        }
        if (queue.goodbye != null) {
            leave(queue);
            return;
        }
        flushPolling(queue);
        if (upgrade != null && upgrade.probed()) {
            releasePollSoon();
        }
    }

    private void pollAborted(PollingQueue queue, Exchange exchange) {
        if (queue.poll == exchange) {
            queue.poll = null;
            fail(CloseReason.TRANSPORT_ERROR);
        }
    }

    /// A client that upgrades waits for its open poll to end, then says so: the poll is let go, but not at once. A
    /// client that has said so already, and polls all the same, is to get an error, whichever of its connections
    /// is read first.
    private void releasePollSoon() {
        var unused = loop.schedule(
                () -> {
                    if (upgrade != null && upgrade.probed()) {
                        releasePoll();
                    }
                },
                POLL_RELEASE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /// Ends an open poll with a packet that means nothing.
    private void releasePoll() {
        PollingQueue queue = polling;
        if (queue != null && queue.poll != null) {
            if (queue.isEmpty()) {
                queue.add(Controls.NOOP);
            }
            flushPolling(queue);
        }
    }

    /// A POST of this session has begun.
    void beginPost(Exchange exchange) {
        expireIfOverdue();
        PollingQueue queue = polling;
        if (queue == null || state != State.OPEN) {
            Answers.error(exchange, state == State.OPEN ? EngineError.BAD_REQUEST : EngineError.UNKNOWN_SID);
            return;
        }
        if (queue.post != null) {
            Answers.error(exchange, EngineError.BAD_REQUEST);
            fail(CloseReason.TRANSPORT_ERROR);
            return;
        }
        queue.post = exchange;
        exchange.onAbort(() -> loop.execute(() -> {
            if (queue.post == exchange) {
                fail(CloseReason.TRANSPORT_ERROR);
            }
        }));
    }

    /// The body was refused before it was whole; the session goes on.
    void dropPost(Exchange exchange) {
        PollingQueue queue = polling;
        if (queue != null && queue.post == exchange) {
            queue.post = null;
        }
    }

    /// Its body is whole.
    void endPost(Exchange exchange, PostBody body) {
        PollingQueue queue = polling;
        if (queue == null || queue.post != exchange) {
            Answers.error(exchange, state == State.OPEN ? EngineError.BAD_REQUEST : EngineError.UNKNOWN_SID);
            return;
        }
        queue.post = null;
        server.metrics().received("polling", body.length());
        try {
            for (Packet packet : body.decode(v3())) {
                if (packet instanceof Packet.Close && queue.poll == null) {
                    leaveSoon(queue, exchange);
                    return;
                }
                receive(packet);
                if (state != State.OPEN) {
                    break;
                }
            }
            Answers.ok(exchange);
        } catch (MalformedPacket e) {
            Answers.error(exchange, EngineError.BAD_REQUEST);
            fail(CloseReason.PARSE_ERROR);
        }
    }

    /// A client that says goodbye while it polls sends both at once, on two connections: the poll may be read last.
    /// It is waited for a moment, and so is the answer to the goodbye.
    private void leaveSoon(PollingQueue queue, Exchange goodbye) {
        queue.goodbye = goodbye;
        var unused = loop.schedule(() -> leave(queue), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void leave(PollingQueue queue) {
        if (queue.goodbye != null) {
            clientCloses();
            queue.answerGoodbye();
        }
    }

    // ---- packets

    void receive(Packet packet) {
        if (state != State.OPEN) {
            return;
        }
        SessionListener to = listener;
        switch (packet) {
            case Packet.Text(String data) -> {
                if (to != null) {
                    to.onText(data);
                }
            }
            case Packet.Binary(byte[] data) -> {
                if (to != null) {
                    to.onBinary(data);
                }
            }
            case Packet.Pong() -> beat(!v3(), null);
            case Packet.Ping(String data) -> beat(v3(), Message.control("3" + data));
            case Packet.Close() -> clientCloses();
            case Packet.Upgrade(), Packet.Ignored() -> {}
        }
    }

    /// Heartbeats go one way only: the server's pings in version 4, the client's in version 3.
    private void beat(boolean rightWay, @Nullable Message answer) {
        if (!rightWay) {
            fail(CloseReason.TRANSPORT_ERROR);
            return;
        }
        heartbeat.alive(this);
        if (answer != null) {
            send(answer);
        }
    }

    private void clientCloses() {
        releasePoll();
        finish(CloseReason.TRANSPORT_CLOSE, false);
    }

    @Override
    void ping() {
        send(Controls.PING);
    }

    private void expireIfOverdue() {
        if (heartbeat.overdue(this)) {
            expire();
        }
    }

    @Override
    void expire() {
        fail(CloseReason.PING_TIMEOUT);
    }

    // ---- WebSocket

    /// A WebSocket opened for this session asks to take over. False: it can't, and is to be closed.
    boolean offer(Upgrade candidate) {
        if (state != State.OPEN || polling == null || upgrade != null) {
            return false;
        }
        upgrade = candidate;
        return true;
    }

    /// The probe was answered on the candidate: from now on no poll is kept waiting.
    void probed() {
        PollingQueue queue = polling;
        if (queue != null && queue.poll != null) {
            releasePollSoon();
        }
    }

    void upgradeFailed(Upgrade candidate) {
        if (upgrade == candidate) {
            upgrade = null;
        }
    }

    /// The candidate takes over; all that waits goes to it first.
    void upgraded(Upgrade candidate, WebSocketLink webSocket) {
        PollingQueue queue = polling;
        if (state != State.OPEN || upgrade != candidate || queue == null) {
            webSocket.close(0);
            return;
        }
        if (queue.poll != null) {
            Answers.error(queue.poll, EngineError.BAD_REQUEST);
            queue.poll = null;
        }
        upgrade = null;
        polling = null;
        link = webSocket;
        server.metrics().upgraded();
        for (Message message : queue.takeAll()) {
            webSocket.write(message);
            server.metrics().sent("websocket", message.size());
        }
        webSocket.flush();
    }

    /// The WebSocket that carries the session is gone.
    void linkClosed(boolean error) {
        finish(error ? CloseReason.TRANSPORT_ERROR : CloseReason.TRANSPORT_CLOSE, false);
    }

    void malformed() {
        fail(CloseReason.PARSE_ERROR);
    }

    // ---- the end

    private void fail(CloseReason reason) {
        finish(reason, false);
    }

    /// @param linger whether a polling client that has no request open may still fetch what waits
    private void finish(CloseReason reason, boolean linger) {
        if (state != State.OPEN) {
            return;
        }
        PollingQueue queue = polling;
        String transport = transport();
        // Only for a client that did nothing wrong: the others are forgotten at once.
        boolean byServer = reason == CloseReason.FORCED_CLOSE || reason == CloseReason.FORCED_SERVER_CLOSE;
        boolean waits = linger && queue != null && queue.poll == null && byServer;
        state = waits ? State.LINGERING : State.CLOSED;
        heartbeat.stop(this);
        WebSocketLink ws = link;
        if (ws != null) {
            if (reason == CloseReason.FORCED_CLOSE) {
                ws.leave();
            } else {
                ws.close(0);
            }
        } else if (queue != null && queue.poll != null) {
            queue.add(Controls.CLOSE);
            flushPolling(queue);
        }
        if (queue != null) {
            queue.answerGoodbye();
        }
        Upgrade candidate = upgrade;
        if (candidate != null) {
            upgrade = null;
            candidate.abandon();
        }
        if (waits) {
            var unused = loop.schedule(this::forget, LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            server.forget(this);
        }
        server.metrics().closed(transport, reason);
        if (listener != null) {
            listener.onClose(reason);
        }
    }

    private void forget() {
        state = State.CLOSED;
        server.forget(this);
    }
}
