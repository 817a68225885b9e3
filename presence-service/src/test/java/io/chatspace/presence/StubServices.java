package io.chatspace.presence;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.Timestamps;
import io.chatspace.kit.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// auth-service and message-service as presence-service sees them, on one port.
final class StubServices implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final TestTokens tokens = new TestTokens();
    private final Set<String> users = ConcurrentHashMap.newKeySet();
    private final Map<String, List<MessageView>> stored = new ConcurrentHashMap<>();
    private final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private final DisposableServer server;
    private volatile boolean down;
    private volatile Duration delay = Duration.ZERO;

    record Delivered(String userId, List<String> messageIds) {}

    StubServices() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/.well-known/jwks.json",
                                (_, response) -> response.sendString(Mono.just(tokens.jwks())))
                        .get("/api/auth/users/{id}", (request, response) -> user(request.param("id"), response))
                        .get("/api/messages/changes", this::changes)
                        .post("/api/messages/delivered", this::confirm)
                        .post("/api/messages/send/{to}", this::send))
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    TestTokens tokens() {
        return tokens;
    }

    /// A new user's id.
    String signUp() {
        var id = Ids.next();
        users.add(id);
        return id;
    }

    void forget(String userId) {
        users.remove(userId);
    }

    /// From now on everything but the keys is answered with 503.
    void down(boolean value) {
        down = value;
    }

    void delay(Duration value) {
        delay = value;
    }

    /// A message that the database has, whatever Redis knows.
    void store(String userId, MessageView message) {
        stored.computeIfAbsent(userId, _ -> new CopyOnWriteArrayList<>()).add(message);
    }

    /// Batches of receipts, as they came.
    List<Delivered> delivered() {
        return delivered;
    }

    /// Bodies of sends, each with its receiver as `to`.
    List<JsonNode> sent() {
        return sent;
    }

    private Mono<Void> user(@Nullable String id, HttpServerResponse response) {
        int status = down ? 503 : id != null && users.contains(id) ? 200 : 404;
        return Mono.delay(delay)
                .then(Mono.defer(() -> response.status(status).send().then()));
    }

    private Mono<Void> changes(HttpServerRequest request, HttpServerResponse response) {
        var user = userOf(request);
        if (down || user == null) {
            return response.status(down ? 503 : 401).send();
        }
        var from = request.uri().replaceAll(".*[?&]from=(\\d+).*", "$1");
        var since = Timestamps.format(Instant.ofEpochMilli(Long.parseLong(from)));
        var messages = stored.getOrDefault(user, List.of()).stream()
                .filter(message -> message.createdAt().compareTo(since) >= 0)
                .toList();
        return json(response.status(200), Map.of("success", true, "messages", messages, "cursor", "c", "more", false));
    }

    private Mono<Void> confirm(HttpServerRequest request, HttpServerResponse response) {
        var user = userOf(request);
        if (down || user == null) {
            return response.status(down ? 503 : 401).send();
        }
        return request.receive().aggregate().asString().flatMap(text -> {
            var ids = JSON.readTree(text)
                    .path("messageIds")
                    .valueStream()
                    .map(JsonNode::stringValue)
                    .toList();
            delivered.add(new Delivered(user, ids));
            return json(response.status(200), Map.of("success", true, "message", "Messages marked as delivered"));
        });
    }

    private Mono<Void> send(HttpServerRequest request, HttpServerResponse response) {
        var user = userOf(request);
        if (down || user == null) {
            return response.status(down ? 503 : 401).send();
        }
        var to = String.valueOf(request.param("to"));
        return request.receive().aggregate().asString().flatMap(text -> {
            var body = JSON.readTree(text).asObject().put("to", to);
            sent.add(body);
            if (body.path("text").asString("").isBlank()) {
                var error = Map.of("success", false, "message", "Either text or image is required", "code", "empty");
                return json(response.status(400), error);
            }
            var message = Map.of("_id", Ids.next(), "senderId", user, "receiverId", to, "text", body.get("text"));
            return Mono.delay(delay)
                    .then(Mono.defer(() -> json(response.status(201), Map.of("success", true, "newMessage", message))));
        });
    }

    private static Mono<Void> json(HttpServerResponse response, Object body) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(JSON.writeValueAsString(body)))
                .then();
    }

    /// Whose token it is; the stub does not check it.
    private static @Nullable String userOf(HttpServerRequest request) {
        var header = request.requestHeaders().get("Authorization", "");
        var parts = header.split("\\.", -1);
        return parts.length == 3
                ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                        .path("sub")
                        .asString("")
                : null;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
