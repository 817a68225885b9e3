package io.chatspace.presence.lifecycle;

import io.chatspace.contracts.NodeFigures;
import io.chatspace.contracts.NodeInfo;
import io.chatspace.presence.node.NodeIdentity;
import io.chatspace.presence.node.NodeProperties;
import io.chatspace.presence.push.Deliveries;
import io.chatspace.presence.roster.RosterProperties;
import io.chatspace.presence.roster.RosterService;
import io.chatspace.socketio.server.SocketServer;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Enters the node in the registry once its port is open, renews its lease three times in its time, and
/// on stop drains: no new sessions, clients told to move over the drain time, the lease kept until they
/// had the time to come back elsewhere. An operator may ask for the same of a node that stays.
@Component
class NodeLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NodeLifecycle.class);
    /// Gateways look at the registry every half second: until then new sessions still come, and are taken.
    private static final Duration NOTICE = Duration.ofMillis(700);

    /// The namespace of the server that actuator has where it has a port of its own: sockets are not there.
    private static final String MANAGEMENT = "management";

    private final NodeIdentity identity;
    private final NodeProperties properties;
    private final RosterProperties rosterProperties;
    private final RosterService roster;
    private final SocketServer server;
    private final Deliveries deliveries;
    private final ApplicationContext context;
    private final long startedAt;
    private final Disposable.Swap moving = Disposables.swap();
    private @Nullable Disposable beats;
    private volatile boolean running;
    private volatile boolean draining;
    private volatile boolean stopping;
    private volatile int port;

    NodeLifecycle(
            NodeIdentity identity,
            NodeProperties properties,
            RosterProperties rosterProperties,
            RosterService roster,
            SocketServer server,
            Deliveries deliveries,
            ApplicationContext context,
            Clock clock) {
        this.identity = identity;
        this.properties = properties;
        this.rosterProperties = rosterProperties;
        this.roster = roster;
        this.server = server;
        this.deliveries = deliveries;
        this.context = context;
        this.startedAt = clock.millis();
    }

    @EventListener
    void open(WebServerInitializedEvent event) {
        if (WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), MANAGEMENT)) {
            return;
        }
        port = event.getWebServer().getPort();
        beats = Flux.interval(Duration.ZERO, properties.lease().dividedBy(3))
                .onBackpressureDrop()
                .concatMap(_ -> beat(), 1)
                .subscribe();
    }

    private Mono<Void> beat() {
        return Mono.defer(() -> roster.beat(info()));
    }

    private NodeInfo info() {
        var figures = new NodeFigures(roster.usersHere(), startedAt, deliveries.pushes(), deliveries.latency());
        return new NodeInfo(
                identity.id(), identity.url(port), server.sessions(), properties.capacity(), draining, figures);
    }

    /// Lets the node's sessions go as [#stop] does, for as long as nobody takes it back. A second time
    /// does nothing. Returns at once.
    synchronized void drain() {
        if (draining || stopping) {
            return;
        }
        draining = true;
        log.info("Asked to drain: {} sessions over {}", server.sessions(), properties.drain());
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        moving.update(beat().then(Mono.delay(NOTICE))
                .then(Mono.defer(() -> server.drain(properties.drain())))
                .then(beat())
                .subscribe(_ -> {}, error -> log.warn("The drain did not end well", error)));
    }

    /// Takes a [#drain] back: who is still here stays, and new sessions come. Returns at once.
    synchronized void resume() {
        if (!draining || stopping) {
            return;
        }
        draining = false;
        log.info("Asked to take sessions again");
        // Ends what is left of the drain.
        moving.update(Disposables.disposed());
        server.acceptNew();
        AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        moving.update(beat().subscribe());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stop(Runnable) is what is called");
    }

    @Override
    public synchronized void stop(Runnable callback) {
        draining = true;
        stopping = true;
        moving.dispose();
        log.info("Draining {} sessions over {}", server.sessions(), properties.drain());
        var notice = server.sessions() == 0 ? Duration.ZERO : NOTICE;
        var _ = beat().then(Mono.delay(notice))
                .then(Mono.defer(this::leave))
                .then(Mono.defer(roster::end))
                .doFinally(_ -> {
                    running = false;
                    callback.run();
                })
                .subscribe(_ -> {}, error -> log.warn("The drain did not end well", error));
    }

    private Mono<Void> leave() {
        boolean idle = server.sessions() == 0;
        var grace = idle ? Duration.ZERO : rosterProperties.grace();
        return server.drain(properties.drain())
                .then(Mono.delay(grace))
                .doFinally(_ -> {
                    if (beats != null) {
                        beats.dispose();
                    }
                })
                .then();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Stopped first of all, while the port is open and Redis is there.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
