package io.chatspace.auth.session;

import io.chatspace.auth.user.UserId;
import io.chatspace.contracts.Timestamps;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// `POST /api/auth/refresh`, `/logout`, `/logout-all`, and the caller's list of sessions.
@RestController
class SessionEndpoint {
    private final SessionService sessions;

    SessionEndpoint(SessionService sessions) {
        this.sessions = sessions;
    }

    record Refreshed(boolean success, String message, String token, long expiresIn) {}

    record Done(boolean success, String message) {}

    record SessionView(
            String id,
            String device,
            String address,
            String createdAt,
            String lastUsedAt,
            String expiresAt,
            boolean current) {}

    record Sessions(boolean success, List<SessionView> sessions) {}

    /// Needs no access token: the cookie says who asks.
    @PostMapping("/api/auth/refresh")
    Mono<Refreshed> refresh(ServerWebExchange exchange) {
        var cookie = RefreshCookie.read(exchange);
        if (cookie == null) {
            return Mono.error(new SessionError.NoRefreshToken());
        }
        var token = RefreshToken.parse(cookie);
        return (token == null
                        ? Mono.<SessionService.Issued>error(new SessionError.Ended())
                        : sessions.refresh(token, Client.of(exchange)))
                .doOnNext(issued -> RefreshCookie.set(exchange, issued))
                .doOnError(SessionError.Ended.class, _ -> RefreshCookie.clear(exchange))
                .map(issued -> new Refreshed(
                        true,
                        "Token refreshed",
                        issued.accessToken(),
                        issued.expiresIn() == null ? 0 : issued.expiresIn().toSeconds()));
    }

    @PostMapping("/api/auth/logout")
    Mono<Done> logOut(Caller caller, ServerWebExchange exchange) {
        RefreshCookie.clear(exchange);
        var session = idOf(caller.sessionId());
        return (session == null ? Mono.<Void>empty() : sessions.logOut(userOf(caller), session))
                .thenReturn(new Done(true, "Logged out"));
    }

    @PostMapping("/api/auth/logout-all")
    Mono<Done> logOutAll(Caller caller, ServerWebExchange exchange) {
        RefreshCookie.clear(exchange);
        return sessions.endAll(userOf(caller)).thenReturn(new Done(true, "Logged out everywhere"));
    }

    @GetMapping("/api/auth/sessions")
    Mono<Sessions> list(Caller caller) {
        return sessions.ofUser(userOf(caller))
                .map(session -> view(session, caller))
                .collectList()
                .map(all -> new Sessions(true, all));
    }

    @DeleteMapping("/api/auth/sessions/{id}")
    Mono<Done> end(Caller caller, @PathVariable String id) {
        var session = idOf(id);
        return (session == null ? Mono.just(false) : sessions.end(userOf(caller).value(), session))
                .flatMap(there ->
                        there ? Mono.just(new Done(true, "Session ended")) : Mono.error(new SessionError.NotFound()));
    }

    private static SessionView view(Session session, Caller caller) {
        var id = session.id().toHexString();
        return new SessionView(
                id,
                session.device(),
                session.address(),
                Timestamps.format(session.createdAt()),
                Timestamps.format(session.lastUsedAt()),
                Timestamps.format(session.expiresAt()),
                id.equals(caller.sessionId()));
    }

    private static UserId userOf(Caller caller) {
        var id = UserId.parse(caller.userId());
        if (id == null) {
            throw new TokenError.UserNotFound();
        }
        return id;
    }

    private static @Nullable ObjectId idOf(@Nullable String text) {
        return text != null && ObjectId.isValid(text) ? new ObjectId(text) : null;
    }
}
