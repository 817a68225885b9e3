package io.chatspace.message;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.UserView;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service on a port of its own, in front of the given stores and a stub of auth-service; a database for
/// itself.
public final class MessageStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final StubAuth auth;
    private final ConfigurableApplicationContext context;
    private final String url;
    private final WebTestClient http;

    private MessageStack(StubAuth auth, ConfigurableApplicationContext context) {
        this.auth = auth;
        this.context = context;
        var port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        this.url = "http://127.0.0.1:" + port;
        this.http = WebTestClient.bindToServer()
                .baseUrl(url)
                .responseTimeout(PATIENCE)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 << 20))
                .build();
    }

    /// @param settings `--name=value`
    public static MessageStack start(StubAuth auth, String mongoUri, String redisUri, String... settings) {
        return start(Clock.systemUTC(), auth, mongoUri, redisUri, settings);
    }

    /// One whose clock is the given one.
    public static MessageStack start(Clock clock, StubAuth auth, String mongoUri, String redisUri, String... settings) {
        var args = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.mongodb.uri=" + mongoUri,
                "--spring.data.redis.url=" + redisUri,
                "--chatspace.auth.url=" + auth.url(),
                "--spring.main.banner-mode=off"));
        args.addAll(List.of(settings));
        if (args.stream().noneMatch(arg -> arg.startsWith("--chatspace.message.database="))) {
            args.add("--chatspace.message.database=test_"
                    + UUID.randomUUID().toString().replace("-", ""));
        }
        var application = MessageApplication.application().initializers(context -> {
            if (context instanceof GenericApplicationContext generic) {
                generic.registerBean(Clock.class, () -> clock);
                generic.registerBean(ReactorResourceFactory.class, MessageStack::ownLoops);
            }
        });
        return new MessageStack(auth, application.run(args.toArray(String[]::new)));
    }

    /// Without these a service that closes would end the event loops of everything else in a test.
    private static ReactorResourceFactory ownLoops() {
        var loops = new ReactorResourceFactory();
        loops.setUseGlobalResources(false);
        return loops;
    }

    public StubAuth auth() {
        return auth;
    }

    public String url() {
        return url;
    }

    public WebTestClient http() {
        return http;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String tokenOf(UserView user) {
        return auth.tokens().tokenOf(user.id());
    }

    public WebTestClient as(UserView user) {
        return http.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(tokenOf(user)))
                .build();
    }

    /// Sends a text and returns the message of the answer.
    public MessageView send(UserView from, UserView to, String text) {
        var body = JSON.writeValueAsString(new Text(text));
        return JSON.treeToValue(post(from, to, body).get("newMessage"), MessageView.class);
    }

    public JsonNode post(UserView from, UserView to, String body) {
        var answer = as(from).post()
                .uri("/api/messages/send/" + to.id())
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(answer == null ? "" : answer);
    }

    public JsonNode get(UserView user, String path) {
        var answer = as(user).get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(answer == null ? "" : answer);
    }

    /// The conversation as that user gets it, which marks it as seen.
    public List<MessageView> history(UserView reader, UserView other) {
        return messages(get(reader, "/api/messages/" + other.id()));
    }

    public static List<MessageView> messages(JsonNode answer) {
        return answer.get("messages")
                .valueStream()
                .map(node -> JSON.treeToValue(node, MessageView.class))
                .toList();
    }

    public long unseen(UserView reader, UserView from) {
        return get(reader, "/api/messages/users")
                .get("unseenMsgs")
                .get(from.id())
                .longValue();
    }

    public static String newId() {
        return new ObjectId().toHexString();
    }

    private record Text(String text) {}

    @Override
    public void close() {
        context.close();
    }
}
