package io.chatspace.presence.connection;

import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.security.TokenError;
import io.chatspace.presence.push.SocketUser;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.socketio.server.ConnectRefused;
import io.chatspace.socketio.server.Middleware;
import io.chatspace.socketio.server.Socket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Lets in who brings a good token: `auth.token` first, else the query's `token`. Clients log out on anything that says
/// `Authentication error`, so only the token's own faults are called that; a service that is away is not.
final class TokenMiddleware implements Middleware {
    private static final String PREFIX = "Authentication error: ";

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
        return gate.pass(Mono.defer(() -> tokens.verify(token)).flatMap(good -> {
                    var caller = good.caller();
                    SocketUser.set(socket, caller);
                    SocketToken.set(socket, good);
                    return users.check(caller).then(feeds.enter(socket, caller));
                }))
                .onErrorMap(TokenMiddleware::refusal);
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
