package io.chatspace.presence.connection;

import io.chatspace.contracts.ErrorBody;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.redis.VolatilePush;
import io.chatspace.kit.security.Caller;
import io.chatspace.presence.push.SocketUser;
import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.EventArgs;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// What a client may send over its socket: `typing` and `message:send`. Clients of the first contract send nothing.
final class ClientEvents {
    private static final Logger log = LoggerFactory.getLogger(ClientEvents.class);
    private static final Pattern USER_ID = Pattern.compile("[0-9a-fA-F]{24}");
    private static final Duration SEND_LIMIT = Duration.ofSeconds(10);
    private static final Duration TYPING_SPACING = Duration.ofMillis(500);
    private static final String LAST_TYPING = "lastTyping";
    private static final ErrorBody MALFORMED =
            ErrorBody.of("malformed_request", "message:send takes {to, text, clientMessageId?} and an acknowledgement");
    private static final ErrorBody UNAVAILABLE = ErrorBody.of("unavailable", "Service unavailable, please try again");

    private final WebClient messages;
    private final VolatilePush pushes;

    ClientEvents(WebClient messages, VolatilePush pushes) {
        this.messages = messages;
        this.pushes = pushes;
    }

    void register(Socket socket, EventBudget budget) {
        socket.on(SocketEvents.TYPING, budget.guard((args, _) -> typing(socket, args)));
        socket.on(SocketEvents.MESSAGE_SEND, budget.guard((args, ack) -> send(socket, args, ack)));
    }

    /// Whom somebody was last told to be writing to, and when.
    private record Typing(String to, long nanos) {}

    /// `{to, active}`: passed on at most twice a second, except its end. Lost where the other is away.
    private void typing(Socket socket, EventArgs args) {
        var caller = SocketUser.of(socket);
        var to = args.get(0).path("to").asString("");
        if (caller == null || !USER_ID.matcher(to).matches()) {
            return;
        }
        boolean active = args.get(0).path("active").asBoolean(false);
        long now = System.nanoTime();
        var last = socket.data().get(LAST_TYPING, Typing.class);
        if (active && last != null && last.to().equals(to) && now - last.nanos() < TYPING_SPACING.toNanos()) {
            return;
        }
        socket.data().put(LAST_TYPING, active ? new Typing(to, now) : null);
        var payload = new LinkedHashMap<String, Object>();
        payload.put("from", caller.userId());
        payload.put("active", active);
        var _ = pushes.publish(to, SocketEvents.TYPING, payload)
                .onErrorComplete()
                .subscribe();
    }

    /// The same body and answer as `POST /api/messages/send/:userId`, and made by it: idempotent by
    /// `clientMessageId`. A socket's sends are made one after the other.
    private void send(Socket socket, EventArgs args, Ack ack) {
        var caller = SocketUser.of(socket);
        var body = args.get(0);
        var to = body.path("to").asString("");
        if (caller == null || !body.isObject() || !USER_ID.matcher(to).matches()) {
            ack.send(MALFORMED);
            return;
        }
        var request = new LinkedHashMap<String, JsonNode>();
        for (var field : new String[] {"text", "clientMessageId"}) {
            if (body.has(field)) {
                request.put(field, body.get(field));
            }
        }
        var sending = Mono.defer(() -> post(token(socket, caller), to, request)).doOnNext(ack::send);
        if (!SendQueue.of(socket).add(sending)) {
            ack.send(UNAVAILABLE);
        }
    }

    /// The token may have been renewed while the send waited.
    private static String token(Socket socket, Caller asked) {
        var now = SocketUser.of(socket);
        return now == null ? asked.token() : now.token();
    }

    private Mono<Object> post(String token, String to, Map<String, JsonNode> request) {
        return messages.post()
                .uri("/api/messages/send/{to}", to)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(request)
                .exchangeToMono(response -> response.bodyToMono(JsonNode.class))
                .timeout(SEND_LIMIT)
                .<Object>map(answer -> answer.isObject() ? answer : UNAVAILABLE)
                .defaultIfEmpty(UNAVAILABLE)
                .doOnError(error -> log.warn("A send over a socket failed: {}", error.toString()))
                .onErrorReturn(UNAVAILABLE);
    }
}
