package io.chatspace.auth.session;

import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import io.chatspace.contracts.Timestamps;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `GET /api/auth/export`: all that this service holds of the caller, one JSON object a line, each saying its `type`.
/// Secrets are not among it.
@RestController
class ExportEndpoint {
    private final SessionService sessions;
    private final UserRepository users;

    ExportEndpoint(SessionService sessions, UserRepository users) {
        this.sessions = sessions;
        this.users = users;
    }

    record UserLine(
            String type,
            UserView user,
            @Nullable String createdAt,
            @Nullable String updatedAt) {}

    record SessionLine(
            String type,
            String id,
            String device,
            String address,
            String createdAt,
            String lastUsedAt,
            String expiresAt) {}

    @GetMapping(path = "/api/auth/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Object> export(Caller caller, ServerWebExchange exchange) {
        var id = UserId.parse(caller.userId());
        return (id == null ? Mono.<User>empty() : users.find(id))
                .switchIfEmpty(Mono.error(TokenError.UserNotFound::new))
                .flatMapMany(user -> {
                    exchange.getResponse()
                            .getHeaders()
                            .set(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"chatspace-account.jsonl\"");
                    return Flux.<Object>just(line(user))
                            .concatWith(sessions.ofUser(user.userId()).map(ExportEndpoint::line));
                });
    }

    private static UserLine line(User user) {
        var created = user.createdAt();
        var updated = user.updatedAt();
        return new UserLine(
                "user",
                user.view(),
                created == null ? null : Timestamps.format(created),
                updated == null ? null : Timestamps.format(updated));
    }

    private static SessionLine line(Session session) {
        return new SessionLine(
                "session",
                session.id().toHexString(),
                session.device(),
                session.address(),
                Timestamps.format(session.createdAt()),
                Timestamps.format(session.lastUsedAt()),
                Timestamps.format(session.expiresAt()));
    }
}
