package io.chatspace.presence.lifecycle;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.presence.node.NodeIdentity;
import io.chatspace.presence.node.NodeProperties;
import io.chatspace.presence.roster.RosterProperties;
import io.chatspace.presence.roster.RosterService;
import io.chatspace.socketio.server.SocketServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Enters the node in the registry once its port is open, renews its lease three times in its time, and on stop drains:
/// no new sessions, clients told to move over the drain time, the lease kept until they had the time to come back
/// elsewhere.
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
    private @Nullable Disposable beats;
    private volatile boolean running;
    private volatile boolean draining;
    private volatile int port;

    NodeLifecycle(
            NodeIdentity identity,
            NodeProperties properties,
            RosterProperties rosterProperties,
            RosterService roster,
            SocketServer server) {
        this.identity = identity;
        this.properties = properties;
        this.rosterProperties = rosterProperties;
        this.roster = roster;
        this.server = server;
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
        var info = new NodeInfo(identity.id(), identity.url(port), server.sessions(), properties.capacity(), draining);
        return roster.beat(info);
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
    public void stop(Runnable callback) {
        draining = true;
        log.info("Draining {} sessions over {}", server.sessions(), properties.drain());
        var notice = server.sessions() == 0 ? Duration.ZERO : NOTICE;
        var _ = beat().then(Mono.delay(notice))
                .then(Mono.defer(this::drain))
                .then(Mono.defer(roster::end))
                .doFinally(_ -> {
                    running = false;
                    callback.run();
                })
                .subscribe(_ -> {}, error -> log.warn("The drain did not end well", error));
    }

    private Mono<Void> drain() {
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
