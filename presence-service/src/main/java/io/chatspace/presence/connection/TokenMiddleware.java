package io.chatspace.presence.connection;

import io.chatspace.kit.security.AccessToken;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.security.TokenError;
import io.chatspace.presence.push.SocketUser;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.socketio.server.ConnectRefused;
import io.chatspace.socketio.server.Middleware;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Lets in who brings a good token: `auth.token` first, else the query's `token`. Clients log out on anything that says
/// `Authentication error`, so only the token's own faults are called that; a service that is away is not. On a node
/// that
/// has no keys yet it is waited for, [#PATIENCE] long: Socket.IO clients do not come back by themselves after a
/// refusal.
final class TokenMiddleware implements Middleware {
    private static final String PREFIX = "Authentication error: ";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final AccessTokens tokens;
    private final KnownUsers users;
    private final UserFeeds feeds;
    private final ConnectGate gate;

    TokenMiddleware(AccessTokens tokens, KnownUsers users, UserFeeds feeds, ConnectGate gate) {
        this.tokens = tokens;
        this.users = users;
        this.feeds = feeds;
        this.gate = gate;
    }

    @Override
    public Mono<Void> apply(Socket socket) {
        var token = token(socket);
        if (token == null) {
            return Mono.error(refusal(new TokenError.Missing()));
        }
        return gate.pass(verified(token).flatMap(good -> {
                    var caller = good.caller();
                    SocketUser.set(socket, caller);
                    SocketToken.set(socket, good);
                    return users.check(caller).then(feeds.enter(socket, caller));
                }))
                .onErrorMap(TokenMiddleware::refusal);
    }

    private Mono<AccessToken> verified(String token) {
        return Mono.defer(() -> tokens.verify(token))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN).filter(TokenError.Unavailable.class::isInstance))
                .timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, TokenError.Unavailable::new);
    }

    private static @Nullable String token(Socket socket) {
        var sent = socket.handshake().auth().path("token");
        if (sent.isString() && !sent.stringValue().isBlank()) {
            return sent.stringValue();
        }
        var query = socket.handshake().query("token");
        return query == null || query.isBlank() ? null : query;
    }

    static Throwable refusal(Throwable error) {
        return switch (error) {
            case TokenError.Unavailable unavailable -> new ConnectRefused(unavailable.reason());
            case TokenError refused -> new ConnectRefused(PREFIX + refused.reason());
            default -> error;
        };
    }
}
