package io.chatspace.auth;

import io.chatspace.kit.test.RealRedis;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on a port of its own and a database of its own, as a deployment starts it.
public final class RunningAuth implements AutoCloseable {
    public static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final WebTestClient client;
    private final int port;

    private RunningAuth(ConfigurableApplicationContext context) {
        this.context = context;
        port = Objects.requireNonNull(((ReactiveWebServerApplicationContext) context).getWebServer())
                .getPort();
        this.client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    public static String newDatabase() {
        return "auth_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /// @param properties `name=value`, in place of the usual ones
    public static RunningAuth start(String mongoUri, String database, String... properties) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("server.port", "0");
        settings.put("spring.mongodb.uri", mongoUri);
        settings.put("spring.data.redis.url", RealRedis.uri());
        settings.put("chatspace.auth.database", database);
        settings.put("chatspace.message.url", "http://127.0.0.1:1");
        settings.put("management.health.mongodb.enabled", "false");
        settings.put("logging.level.root", "warn");
        // Real hashes, but not the time that they are meant to take.
        settings.put("chatspace.auth.password.memory", "64KB");
        for (var property : properties) {
            var parts = property.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        var arguments = settings.entrySet().stream().map(setting -> "--" + setting);
        return new RunningAuth(AuthApplication.application().run(arguments.toArray(String[]::new)));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public ApplicationContext context() {
        return context;
    }

    public WebTestClient client() {
        return client;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /// What came back.
    public record Answer(int status, JsonNode body, HttpHeaders headers) {
        public String text(String field) {
            return body.path(field).asString();
        }
    }

    /// Makes so many calls at the same instant, each on a thread of its own: the threads that the service
    /// works on, in
    /// this same JVM, stay free for it.
    public static <T> List<T> atOnce(int calls, IntFunction<T> call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, calls)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), threads))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        }
    }

    public Answer post(String path, Object json) {
        return exchange(
                client.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(json));
    }

    public Answer put(String path, String token, Object json) {
        return exchange(client.put()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json));
    }

    public Answer get(String path, String token) {
        return exchange(client.get().uri(path).headers(headers -> headers.setBearerAuth(token)));
    }

    public static Answer exchange(WebTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().expectBody(byte[].class).returnResult();
        var body = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                body == null || body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body),
                result.getResponseHeaders());
    }

    /// As [#exchange], for answers that need not be one JSON object: their body is left out.
    public static Answer exchangeRaw(WebTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().expectBody(String.class).returnResult();
        var body = result.getResponseBody();
        boolean object = body != null && body.startsWith("{") && !body.strip().contains("\n");
        return new Answer(
                result.getStatus().value(),
                object ? JSON.readTree(body) : JSON.createObjectNode(),
                result.getResponseHeaders());
    }

    public Answer signUp(String email) {
        return post("/api/auth/signup", Map.of("fullName", "Ann", "email", email, "password", "correct horse"));
    }

    public Answer logIn(String email, String password) {
        return post("/api/auth/login", Map.of("email", email, "password", password));
    }

    @Override
    public void close() {
        SpringApplication.exit(context);
    }
}
