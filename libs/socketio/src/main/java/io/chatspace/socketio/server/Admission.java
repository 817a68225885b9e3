package io.chatspace.socketio.server;

import io.chatspace.socketio.recovery.Recovered;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Whether a socket may connect, and with what state: middleware, then recovery.
///
/// @param missed null where nothing was recovered
record Admission(@Nullable List<EncodedPacket> missed) {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final Admission FRESH = new Admission(null);

    /// Whether there is nothing to wait for.
    static boolean isFree(DefaultSocket socket, Context context) {
        return socket.namespace().handlers().middlewares.isEmpty() && !asksForRecovery(socket, context);
    }

    static Admission free() {
        return FRESH;
    }

    static Mono<Admission> of(DefaultSocket socket, Context context) {
        Mono<Void> middleware = Flux.fromIterable(socket.namespace().handlers().middlewares)
                .concatMap(each -> each.apply(socket))
                .then();
        if (!asksForRecovery(socket, context)) {
            return middleware.thenReturn(FRESH);
        }
        Mono<Admission> recovered = Mono.defer(() -> recover(socket, context));
        if (context.options().skipMiddlewaresOnRecovery()) {
            return recovered.switchIfEmpty(middleware.thenReturn(FRESH));
        }
        return middleware.then(recovered).defaultIfEmpty(FRESH);
    }

    private static boolean asksForRecovery(DefaultSocket socket, Context context) {
        JsonNode pid = socket.handshake().auth().get("pid");
        return context.recovery() != null && pid != null && pid.isString();
    }

    private static Mono<Admission> recover(DefaultSocket socket, Context context) {
        RecoveryLog recovery = context.recovery();
        JsonNode auth = socket.handshake().auth();
        if (recovery == null) {
            return Mono.empty();
        }
        JsonNode offset = auth.get("offset");
        return recovery.restore(
                        socket,
                        auth.path("pid").asString(),
                        offset != null && offset.isString() ? offset.stringValue() : "")
                .flatMap(state -> read(socket, state))
                .onErrorResume(error -> {
                    log.error("a socket's state could not be restored; it connects as a new one", error);
                    return Mono.empty();
                });
    }

    private static Mono<Admission> read(DefaultSocket socket, Recovered state) {
        socket.adopt(state);
        return state.missed().map(Admission::new);
    }
}
