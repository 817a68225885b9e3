package io.chatspace.presence.connection;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.security.PublicPaths;
import io.chatspace.presence.node.NodeIdentity;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.presence.push.VolatilePush;
import io.chatspace.presence.roster.RosterAudience;
import io.chatspace.presence.roster.RosterProperties;
import io.chatspace.presence.roster.RosterService;
import io.chatspace.socketio.recovery.RecoveryLog;
import io.chatspace.socketio.server.SocketServer;
import java.time.Clock;
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
    SocketServer socketServer(NodeIdentity identity, RecoveryLog recovery, JsonMapper json) {
        return SocketServer.builder()
                .engine(EngineOptions.builder()
                        .path(PATH)
                        .sessionIds(identity::newSessionId)
                        .build())
                .recovery(recovery)
                .json(json)
                .build();
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
            @Value("${chatspace.auth.url}") String authUrl,
            @Value("${chatspace.message.url}") String messageUrl) {
        var users = new KnownUsers(WebClient.create(authUrl));
        var events = new ClientEvents(WebClient.create(messageUrl), pushes);
        var lifecycle = new SocketLifecycle(feeds, roster, audience, events, rosterProperties.grace());
        server.of("/").use(new TokenMiddleware(tokens, users, feeds)).onConnection(lifecycle::connected);
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
