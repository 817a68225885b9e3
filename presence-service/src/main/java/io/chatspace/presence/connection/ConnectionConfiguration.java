package io.chatspace.presence.connection;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.kit.redis.VolatilePush;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.security.PublicPaths;
import io.chatspace.kit.security.RevocationList;
import io.chatspace.presence.node.NodeIdentity;
import io.chatspace.presence.node.NodeProperties;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.presence.roster.RosterAudience;
import io.chatspace.presence.roster.RosterProperties;
import io.chatspace.presence.roster.RosterService;
import io.chatspace.socketio.recovery.RecoveryLog;
import io.chatspace.socketio.server.SocketMetrics;
import io.chatspace.socketio.server.SocketServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {
    static final String PATH = "/socket.io/";

    @Bean
    PublicPaths publicPaths() {
        return PublicPaths.of(PATH + "**");
    }

    @Bean
    ConnectGate connectGate(AdmissionProperties limits, MeterRegistry meters) {
        return new ConnectGate(limits, meters);
    }

    @Bean
    SocketServer socketServer(
            NodeIdentity identity,
            NodeProperties node,
            ConnectGate gate,
            RecoveryLog recovery,
            SocketMetrics metrics,
            JsonMapper json) {
        var built = new AtomicReference<SocketServer>();
        var server = SocketServer.builder()
                .engine(EngineOptions.builder()
                        .path(PATH)
                        .sessionIds(identity::newSessionId)
                        .busy(() -> gate.full() || full(built.get(), node.capacity()))
                        .build())
                .recovery(recovery)
                .metrics(metrics)
                .json(json)
                .build();
        built.set(server);
        return server;
    }

    private static boolean full(@Nullable SocketServer server, int capacity) {
        return server != null && server.sessions() >= capacity;
    }

    @Bean
    SocketRevocations socketRevocations(RevocationList revocations, UserFeeds feeds, MeterRegistry meters) {
        return new SocketRevocations(revocations, feeds, meters);
    }

    @Bean
    SocketExpiry socketExpiry(SocketServer server, AccessTokens tokens, Clock clock) {
        return new SocketExpiry(server.of("/"), tokens, clock);
    }

    @Bean
    ConnectionWiring connectionWiring(
            SocketServer server,
            AccessTokens tokens,
            UserFeeds feeds,
            RosterService roster,
            RosterAudience audience,
            RosterProperties rosterProperties,
            VolatilePush pushes,
            SocketExpiry expiry,
            SocketRevocations revocations,
            ConnectGate gate,
            EventProperties limits,
            @Value("${chatspace.auth.url}") String authUrl,
            @Value("${chatspace.message.url}") String messageUrl) {
        var users = new KnownUsers(WebClient.create(authUrl));
        var events = new ClientEvents(WebClient.create(messageUrl), pushes);
        var lifecycle = new SocketLifecycle(feeds, roster, audience, events, limits, rosterProperties.grace());
        server.of("/")
                .use(new TokenMiddleware(tokens, users, feeds, gate))
                .onConnection(lifecycle::connected)
                .onConnection(revocations::closeIfRevoked);
        revocations.listen();
        return new ConnectionWiring(expiry);
    }

    /// Runs the sweep of expired tokens while the service runs.
    static final class ConnectionWiring implements SmartLifecycle {
        private final SocketExpiry expiry;
        private @Nullable Disposable sweep;

        ConnectionWiring(SocketExpiry expiry) {
            this.expiry = expiry;
        }

        @Override
        public void start() {
            sweep = expiry.run();
        }

        @Override
        public void stop() {
            if (sweep != null) {
                sweep.dispose();
                sweep = null;
            }
        }

        @Override
        public boolean isRunning() {
            return sweep != null;
        }
    }
}
