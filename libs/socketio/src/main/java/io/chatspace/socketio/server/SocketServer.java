package io.chatspace.socketio.server;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.socketio.adapter.AdapterFactory;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// A Socket.IO v5 server. It owns no port: mount [#engine] on one.
public interface SocketServer {
    /// The namespace of this name, declared at the first call.
    ///
    /// @param name with or without its leading slash
    Namespace of(String name);

    /// Declares namespaces that exist once a client asks for one whose name the predicate accepts. Asked for names
    /// of clients: keep
    /// the set that it accepts small, or every name costs memory as long as it has sockets.
    Namespace of(Predicate<String> names);

    /// As [#of(Predicate)]; the whole name must match.
    Namespace of(Pattern names);

    /// The Engine.IO server beneath, to be mounted.
    EngineServer engine();

    /// Open sessions of this node.
    int sessions();

    /// Refuses new sessions from now on and closes the open ones, spread evenly over the time given, without a
    /// word to
    /// their
    /// namespaces: clients come back by themselves, elsewhere. Completes when all are gone.
    Mono<Void> drain(Duration spread);

    /// Takes new sessions again after a [#drain], which is to be cancelled first if it is still under way.
    void acceptNew();

    /// Disconnects every socket with `server shutting down` and closes all sessions and adapters. Can be called
    /// twice.
    Mono<Void> close();

    static Builder builder() {
        return new Builder();
    }

    /// Collects what a server is made of.
    final class Builder {
        private EngineOptions engine =
                EngineOptions.builder().path("/socket.io/").build();
        private SocketOptions options = SocketOptions.DEFAULTS;
        private AdapterFactory adapter = AdapterFactory.inMemory();
        private @Nullable RecoveryLog recovery;
        private JsonMapper json = JsonMapper.builder().build();
        private SocketMetrics metrics = SocketMetrics.NONE;

        private Builder() {}

        public Builder engine(EngineOptions value) {
            engine = value;
            return this;
        }

        public Builder options(SocketOptions value) {
            options = value;
            return this;
        }

        public Builder adapter(AdapterFactory value) {
            adapter = value;
            return this;
        }

        /// Switches connection state recovery on.
        public Builder recovery(RecoveryLog value) {
            recovery = value;
            return this;
        }

        public Builder json(JsonMapper value) {
            json = value;
            return this;
        }

        public Builder metrics(SocketMetrics value) {
            metrics = value;
            return this;
        }

        public SocketServer build() {
            return new DefaultSocketServer(engine, options, adapter, recovery, json, metrics);
        }
    }
}
