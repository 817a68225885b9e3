package io.chatspace.presence.connection;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.presence.push.SocketUser;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Socket;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Ends sockets whose token has expired. A minute before, the client is asked for a new one (`auth:expiring`, answered
/// by an acknowledgement with the token); without one the socket is closed within two seconds of its expiry, and what
/// the client then gets on its way back is an authentication error.
final class SocketExpiry {
    private static final Logger log = LoggerFactory.getLogger(SocketExpiry.class);
    private static final String ASKED = "askedForToken";
    private static final Duration NOTICE = Duration.ofSeconds(60);

    private final Namespace sockets;
    private final AccessTokens tokens;
    private final Clock clock;

    SocketExpiry(Namespace sockets, AccessTokens tokens, Clock clock) {
        this.sockets = sockets;
        this.tokens = tokens;
        this.clock = clock;
    }

    Disposable run() {
        return Flux.interval(Duration.ofSeconds(1))
                .onBackpressureDrop()
                .doOnNext(_ -> sweep())
                .doOnError(error -> log.error("The look at expired tokens failed and begins anew", error))
                .retry()
                .subscribe();
    }

    private void sweep() {
        var now = clock.instant();
        for (var socket : sockets.sockets()) {
            var token = SocketToken.of(socket);
            var expiresAt = token == null ? null : token.expiresAt();
            if (expiresAt == null) {
                continue;
            }
            if (!now.isBefore(expiresAt)) {
                // The connection beneath is closed, not the namespace: the client comes back and is told why not.
                socket.closeConnection();
            } else if (!now.isBefore(expiresAt.minus(NOTICE)) && socket.data().get(ASKED, Boolean.class) == null) {
                socket.data().put(ASKED, true);
                ask(socket, Duration.between(now, expiresAt));
            }
        }
    }

    private void ask(Socket socket, Duration left) {
        var _ = socket.emitWithAck(SocketEvents.AUTH_EXPIRING, left, left.toSeconds())
                .flatMap(answer -> renew(socket, answer))
                .subscribe(_ -> {}, _ -> {});
    }

    /// A token of somebody else, or a bad one, changes nothing.
    private Mono<Void> renew(Socket socket, JsonNode answer) {
        var token =
                answer.isString() ? answer.stringValue() : answer.path("token").asString("");
        return tokens.verify(token)
                .doOnNext(good -> {
                    var old = SocketUser.of(socket);
                    var renewed = good.caller();
                    if (old != null && old.userId().equals(renewed.userId())) {
                        SocketUser.set(socket, renewed);
                        SocketToken.set(socket, good);
                        socket.data().put(ASKED, null);
                    }
                })
                .then();
    }
}
