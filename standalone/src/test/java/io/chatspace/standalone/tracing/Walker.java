package io.chatspace.standalone.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.RedisNames;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two people on one system: the one sends, the other has a socket that acknowledges, and an ear on the channel of
/// their pushes.
final class Walker implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    static final String PASSWORD = "correct horse battery";

    private final HttpClient http = HttpClient.newHttpClient();
    private final TracedSystem system;
    private final JsonNode sender;
    private final JsonNode receiver;
    private final Socket socket;
    private final RedisClient redis;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<String> published = new CopyOnWriteArrayList<>();

    Walker(TracedSystem system) throws Exception {
        this.system = system;
        sender = signUp("ann.traced@example.org");
        receiver = signUp("ben.traced@example.org");
        redis = RedisClient.create(system.redisUrl());
        var ear = redis.connectPubSub();
        ear.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String text) {
                published.add(text);
            }
        });
        ear.sync().subscribe(RedisNames.userChannel(receiverId()));
        socket = IO.socket(
                URI.create(system.url()),
                IO.Options.builder()
                        .setForceNew(true)
                        .setTransports(new String[] {"websocket"})
                        .setAuth(Map.of("token", receiver.path("token").asString(), "receipts", "true"))
                        .build());
        socket.on("newMessage", args -> {
            received.add(JSON.readTree(args[0].toString()));
            if (args[args.length - 1] instanceof Ack ack) {
                ack.call();
            }
        });
        var _ = socket.connect();
    }

    private JsonNode signUp(String email) throws Exception {
        var body = Map.of("fullName", "Somebody", "email", email, "password", PASSWORD);
        return post("/api/auth/signup", "", body);
    }

    /// The message as its sender was answered.
    JsonNode send(String text) throws Exception {
        var answer = post(
                "/api/messages/send/" + receiverId(),
                sender.path("token").asString(),
                Map.of("text", text),
                // What a client may try: to have all of its requests traced, under an id of its own.
                "traceparent",
                "00-11111111111111111111111111111111-2222222222222222-01",
                "b3",
                "11111111111111111111111111111111-2222222222222222-1");
        return answer.path("newMessage");
    }

    private JsonNode post(String path, String token, Map<String, String> body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(system.url() + path))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!token.isEmpty()) {
            var _ = request.header("authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            var _ = request.headers(headers);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    String metrics(String service) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(system.metricsUrl(service)))
                .header("accept", "application/openmetrics-text; version=1.0.0");
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private String receiverId() {
        return receiver.path("userData").path("_id").asString();
    }

    boolean connected() {
        return socket.connected();
    }

    List<JsonNode> received() {
        return received;
    }

    /// Texts on the receiver's channel, as they are.
    List<String> published() {
        return List.copyOf(published);
    }

    /// What no log may hold.
    List<String> secrets() {
        var secrets = new ArrayList<>(List.of("traced@example.org", PASSWORD));
        secrets.add(sender.path("token").asString());
        secrets.add(receiver.path("token").asString());
        return secrets;
    }

    @Override
    public void close() {
        var _ = socket.disconnect();
        redis.shutdown();
    }
}
