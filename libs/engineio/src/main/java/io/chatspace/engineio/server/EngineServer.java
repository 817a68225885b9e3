package io.chatspace.engineio.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An Engine.IO v4 server: sessions and what requests do to them. It owns no port; a transport hands it requests.
///
/// Thread-safe. Each session lives on the event loop that its first request came in on.
public final class EngineServer {
    private final EngineOptions options;
    private final SessionAcceptor acceptor;
    private final EngineMetrics metrics;
    private final Assets assets;
    private final RequestCheck check;
    private final AddressLimit addressLimit;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<EventExecutor, Heartbeat> heartbeats = new ConcurrentHashMap<>();
    private final AtomicBoolean refusing = new AtomicBoolean();

    public EngineServer(EngineOptions options, SessionAcceptor acceptor) {
        this(options, acceptor, EngineMetrics.NONE, Assets.NONE);
    }

    public EngineServer(EngineOptions options, SessionAcceptor acceptor, EngineMetrics metrics, Assets assets) {
        this.options = options;
        this.acceptor = acceptor;
        this.metrics = metrics;
        this.assets = assets;
        this.addressLimit = new AddressLimit(options.maxSessionsPerAddress());
        this.check = new RequestCheck(
                options, sessions::get, () -> refusing.get() || options.busy().getAsBoolean());
    }

    public EngineOptions options() {
        return options;
    }

    SessionAcceptor acceptor() {
        return acceptor;
    }

    EngineMetrics metrics() {
        return metrics;
    }

    public Assets assets() {
        return assets;
    }

    /// Open sessions.
    public int sessionCount() {
        return sessions.size();
    }

    /// A live view.
    public Collection<? extends EngineSession> sessions() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /// New sessions get 503 from now on.
    public void refuseNew() {
        refusing.set(true);
    }

    /// Takes new sessions again after [#refuseNew].
    public void acceptNew() {
        refusing.set(false);
    }

    /// Closes every session.
    public void closeAll(CloseReason reason) {
        refuseNew();
        sessions.values().forEach(session -> session.close(reason));
    }

    // ---- for transports

    /// Serves a GET that is no WebSocket: opens a session, or lets one wait for packets.
    ///
    /// @param loop where a session that this opens will live
    public void get(EngineRequest request, Exchange exchange, EventExecutor loop) {
        switch (check.http(request)) {
            case Verdict.Refused(EngineError error) -> refuse(exchange, error);
            case Verdict.Known(Session session) -> session.loop().execute(() -> session.poll(exchange));
            case Verdict.Fresh(EngineHandshake handshake) ->
                loop.execute(() -> {
                    Session session = create(handshake, loop);
                    if (session == null) {
                        refuse(exchange, EngineError.FORBIDDEN);
                        return;
                    }
                    session.open(null);
                    metrics.opened("polling");
                    session.poll(exchange);
                });
        }
    }

    /// Serves a POST, whose body is still to come. Null: it was answered already, and the body is to be thrown
    /// away.
    public @Nullable PostSink post(EngineRequest request, Exchange exchange) {
        switch (check.http(request)) {
            case Verdict.Refused(EngineError error) -> refuse(exchange, error);
            case Verdict.Fresh(EngineHandshake handshake) -> refuse(exchange, EngineError.BAD_HANDSHAKE_METHOD);
            case Verdict.Known(Session session) -> {
                session.loop().execute(() -> session.beginPost(exchange));
                return new PostSink(session, exchange);
            }
        }
        return null;
    }

    /// Answers a request with one of the numbered errors.
    public void refuse(Exchange exchange, EngineError error) {
        metrics.refused(error);
        Answers.error(exchange, error);
    }

    /// Whether a WebSocket may be opened: null, or the error to refuse it with.
    public @Nullable EngineError checkWebSocket(EngineRequest request) {
        if (check.webSocket(request) instanceof Verdict.Refused(EngineError error)) {
            metrics.refused(error);
            return error;
        }
        return null;
    }

    /// A WebSocket was opened for a request that [#checkWebSocket] let pass. It is closed at once where the
    /// session has ended or has a WebSocket already.
    ///
    /// @param loop of the connection: a session that this opens will live there
    public WebSocketEvents opened(EngineRequest request, WebSocketLink link, EventExecutor loop) {
        switch (check.webSocket(request)) {
            case Verdict.Fresh(EngineHandshake handshake) -> {
                Session session = create(handshake, loop);
                if (session != null) {
                    LinkEvents events = new LinkEvents(session, loop, this);
                    loop.execute(() -> {
                        session.open(link);
                        metrics.opened("websocket");
                    });
                    return events;
                }
            }
            case Verdict.Known(Session session) -> {
                Upgrade upgrade = new Upgrade(session, session.loop(), link, this);
                session.loop()
                        .execute(() -> upgrade.begin(options.upgradeTimeout().toMillis()));
                return upgrade;
            }
            case Verdict.Refused refused -> {}
        }
        loop.execute(() -> link.close(0));
        return new DeadEnd(loop);
    }

    private @Nullable Session create(EngineHandshake handshake, EventExecutor loop) {
        if (refusing.get() || !addressLimit.enter(handshake.address())) {
            return null;
        }
        Heartbeat heartbeat = heartbeats.computeIfAbsent(loop, l -> new Heartbeat(l, options));
        Session session = new Session(this, options.sessionIds().get(), handshake, loop, heartbeat);
        if (sessions.putIfAbsent(session.sid(), session) != null) {
            addressLimit.leave(handshake.address());
            throw new IllegalStateException("the session id generator repeats itself");
        }
        return session;
    }

    void forget(Session session) {
        if (sessions.remove(session.sid(), session)) {
            addressLimit.leave(session.handshake().address());
        }
    }
}
