package io.chatspace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.kit.test.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.json.JsonMapper;

/// The gateway over real HTTP, WebSockets and Redis, with small servers behind it that tell what they were
/// sent.
class GatewayIT {
    private static final TestTokens TOKENS = new TestTokens();
    private static final String USER = "65f0a0a0a0a0a0a0a0a0a0a0";
    private static final Duration HEADERS_WITHIN = Duration.ofSeconds(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static DisposableServer auth;
    private static DisposableServer message;
    private static DisposableServer nodeA;
    private static DisposableServer nodeB;
    private static int deadPort;
    private static ConfigurableApplicationContext gateway;
    private static String base;

    @BeforeAll
    static void start() {
        auth = backend("auth");
        message = backend("message");
        nodeA = backend("a");
        nodeB = backend("b");
        deadPort = OwnedProcess.freePort();
        gateway = GatewayApplication.application()
                .run(
                        "--server.port=0",
                        "--spring.data.redis.url=" + RealRedis.uri(),
                        "--chatspace.auth.url=" + url(auth),
                        "--chatspace.message.url=" + url(message),
                        "--chatspace.presence.url=" + url(nodeA),
                        "--chatspace.gateway.limits.headers-within=" + HEADERS_WITHIN.toSeconds() + "s",
                        "--chatspace.gateway.origins=http://localhost:[*]");
        base = "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port");
        register(new NodeInfo("a", url(nodeA), 0, 100, false));
        register(new NodeInfo("b", url(nodeB), 0, 100, false));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("/socket.io/?sid=b.1").body().startsWith("b "));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        List.of(auth, message, nodeA, nodeB).forEach(DisposableServer::disposeNow);
    }

    @Test
    void statusShouldNeedNoToken() throws Exception {
        assertThat(get("/api/status").body()).isEqualTo("Server is running");
        assertThat(get("/api/status", "Authorization", "Bearer stale").statusCode())
                .isEqualTo(200);
    }

    @Test
    void eachPathShouldReachItsService() throws Exception {
        var bearer = "Bearer " + TOKENS.tokenOf(USER);

        assertThat(get("/api/auth/get-profile", "Authorization", bearer).body())
                .startsWith("auth GET /api/auth/get-profile");
        assertThat(get("/api/messages/users?x=1", "Authorization", bearer).body())
                .startsWith("message GET /api/messages/users?x=1");
        assertThat(get("/api/ai/limiter", "Authorization", bearer).body()).startsWith("message ");
        assertThat(get("/api/media/abc").body()).startsWith("message ");
        assertThat(get("/api/presence/online", "Authorization", bearer).body()).matches("(?s)[ab] .*");
        assertThat(get("/api/presence/online?sid=none.1", "Authorization", bearer)
                        .body())
                .matches("(?s)[ab] .*");
        assertThat(get("/api/admin/nodes", "Authorization", bearer).body()).matches("(?s)[ab] .*");
        assertThat(get("/.well-known/jwks.json").body()).contains("\"keys\"");
        assertThat(get("/api/auth/login", "Authorization", "Bearer stale").body())
                .startsWith("auth ");
    }

    @Test
    void tokenShouldBeCheckedAtTheEdge() throws Exception {
        refused(get("/api/messages/users"), "Unauthorized - No token provided");
        refused(get("/api/messages/users", "Authorization", "Bearer x"), "Unauthorized - Invalid token");
        refused(
                get("/api/messages/users", "Authorization", "Bearer " + TOKENS.expiredTokenOf(USER)),
                "Unauthorized - Token expired");
    }

    @Test
    void requestIdShouldGoInAndOut() throws Exception {
        var response = get("/api/media/abc", "X-Request-Id", "req-1");

        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("req-1");
        assertThat(response.body()).contains("x-request-id=req-1");
    }

    @Test
    void servicesShouldBeToldWhoCalledAndHow() throws Exception {
        var told = get("/api/media/abc", "X-Forwarded-Host", "evil.example", "X-User-Id", "admin")
                .body();

        assertThat(told)
                .contains("x-forwarded-for=127.0.0.1")
                .contains("x-forwarded-proto=http")
                .contains("x-forwarded-host=" + base.replace("http://", ""))
                .doesNotContain("evil.example", "x-user-id");
    }

    @Test
    void pagesShouldForbidWhatTheyDoNotNeed() throws Exception {
        for (var path : List.of("/", "/login", "/assets/nothing.js")) {
            var headers = get(path, "Accept", "text/html").headers();
            var policy = headers.firstValue("Content-Security-Policy").orElse("");

            assertThat(policy)
                    .as(path)
                    .contains("default-src 'self'", "script-src 'self'", "style-src 'self'")
                    .contains("object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-", "nonce-");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("strict-origin-when-cross-origin");
        }
    }

    @Test
    void whoeverAsksForTheHeadOfThePageShouldLearnThatItIsThere() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + "/")).HEAD();

        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void preflightShouldBeAnsweredForListedOriginsOnly() throws Exception {
        var allowed = options("http://localhost:5173");
        var stranger = options("https://evil.example");

        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:5173");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .containsIgnoringCase("authorization");
        assertThat(stranger.statusCode()).isEqualTo(403);
    }

    @Test
    void refusalShouldCarryCorsHeaders() throws Exception {
        var response = get("/api/messages/users", "Origin", "http://localhost:5173");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("http://localhost:5173");
    }

    @Test
    void pollsShouldFollowTheirSessionId() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(get("/socket.io/?EIO=4&transport=polling&sid=a.x").body())
                    .startsWith("a ");
            assertThat(get("/socket.io/?EIO=4&transport=polling&sid=b.x").body())
                    .startsWith("b ");
        }
        var gone = get("/socket.io/?EIO=4&transport=polling&sid=gone.x");
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(gone.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void newSessionShouldGoElsewhereWhenANodeHasJustDied() throws Exception {
        register(new NodeInfo("dead", "http://127.0.0.1:" + deadPort, 0, 1_000_000, false));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("/socket.io/?sid=dead.x").body().contains("Session ID unknown")
                        && get("/socket.io/?EIO=4&transport=polling").statusCode() == 200);
        for (int i = 0; i < 5; i++) {
            assertThat(get("/socket.io/?EIO=4&transport=polling").body()).matches("(?s)[ab] .*");
            assertThat(connect("/socket.io/?EIO=4&transport=websocket").received.poll(5, TimeUnit.SECONDS))
                    .matches("hello from [ab]");
        }
        forget("dead");
    }

    @Test
    void webSocketShouldBeRelayedBothWaysToItsNode() throws Exception {
        var socket = connect("/socket.io/?EIO=4&transport=websocket&sid=b.x");

        assertThat(socket.received.poll(5, TimeUnit.SECONDS)).isEqualTo("hello from b");
        socket.web.sendText("x".repeat(200_000), true).join();
        assertThat(socket.received.poll(5, TimeUnit.SECONDS)).isEqualTo("echo 200000");
        socket.web.sendText("close 4001", true).join();
        assertThat(socket.received.poll(5, TimeUnit.SECONDS)).isEqualTo("closed 4001");
    }

    @Test
    void timeForHeadersShouldNotEndAWebSocket() throws Exception {
        var socket = connect("/socket.io/?EIO=4&transport=websocket&sid=b.x");
        assertThat(socket.received.poll(5, TimeUnit.SECONDS)).isEqualTo("hello from b");
        socket.web.sendText("x", true).join();
        assertThat(socket.received.poll(5, TimeUnit.SECONDS)).isEqualTo("echo 1");

        Thread.sleep(HEADERS_WITHIN.plusSeconds(1));

        socket.web.sendText("xy", true).join();
        assertThat(socket.received.poll(5, TimeUnit.SECONDS)).isEqualTo("echo 2");
    }

    @Test
    void webSocketThatCannotBeServedShouldBeToldBefore101() {
        assertThat(handshakeStatus("/socket.io/?EIO=4&transport=websocket&sid=gone.x", "http://localhost:1"))
                .isEqualTo(400);
        assertThat(handshakeStatus("/socket.io/?EIO=4&transport=websocket", "https://evil.example"))
                .isEqualTo(403);
    }

    @Test
    void deadServiceShouldBe503InTheEnvelope() throws Exception {
        message.disposeNow();

        var response = get("/api/messages/users", "Authorization", "Bearer " + TOKENS.tokenOf(USER));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"success\":false").contains("\"code\":\"unavailable\"");
        message = HttpServer.create()
                .host("127.0.0.1")
                .port(message.port())
                .maxKeepAliveRequests(1)
                .handle(GatewayIT::mirror)
                .bindNow();
    }

    @Test
    void aServiceThatBreaksTheConnectionShouldBe503InTheEnvelope() throws Exception {
        var bearer = "Bearer " + TOKENS.tokenOf(USER);
        var post = HttpRequest.newBuilder(URI.create(base + "/api/messages/send/break"))
                .timeout(Duration.ofSeconds(10))
                .headers("Authorization", bearer, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"x\"}"))
                .build();

        for (var response : List.of(
                CLIENT.send(post, HttpResponse.BodyHandlers.ofString()),
                get("/api/messages/break", "Authorization", bearer))) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("\"success\":false").contains("\"code\":\"unavailable\"");
            assertThat(response.headers().firstValue("retry-after")).hasValue("1");
        }
        assertThat(get("/api/messages/users", "Authorization", bearer).statusCode())
                .isEqualTo(200);
    }

    // --- what stands behind the gateway

    private static DisposableServer backend(String name) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .maxKeepAliveRequests(1)
                .route(routes -> routes.get(
                                "/.well-known/jwks.json",
                                (_, response) -> response.sendString(Mono.just(TOKENS.jwks())))
                        .route(request -> request.uri().contains("/break"), (request, response) -> {
                            request.withConnection(
                                    connection -> connection.channel().close());
                            return Mono.never();
                        })
                        .route(
                                request -> !request.requestHeaders().contains("Upgrade"),
                                (request, response) -> response.header(
                                                "X-Request-Id",
                                                String.valueOf(
                                                        request.requestHeaders().get("X-Request-Id")))
                                        .sendString(Mono.just(name + " " + request.method() + " " + request.uri() + "\n"
                                                + headers(request))))
                        .ws(
                                "/socket.io/",
                                (in, out) -> out.sendString(Mono.just("hello from " + name))
                                        .then(in.aggregateFrames(1_000_000)
                                                .receiveFrames()
                                                .ofType(io.netty.handler.codec.http.websocketx.TextWebSocketFrame.class)
                                                .concatMap(frame -> answer(frame.text(), out))
                                                .then()),
                                WebsocketServerSpec.builder()
                                        .maxFramePayloadLength(1_000_000)
                                        .build()))
                .bindNow();
    }

    private static org.reactivestreams.Publisher<Void> answer(String text, WebsocketOutbound out) {
        return text.startsWith("close ")
                ? out.sendClose(Integer.parseInt(text.substring(6)), "as asked")
                : out.sendString(Mono.just("echo " + text.length())).then();
    }

    private static org.reactivestreams.Publisher<Void> mirror(
            reactor.netty.http.server.HttpServerRequest request,
            reactor.netty.http.server.HttpServerResponse response) {
        return response.sendString(Mono.just("message " + request.method() + " " + request.uri()));
    }

    private static String headers(reactor.netty.http.server.HttpServerRequest request) {
        var lines = new StringBuilder();
        request.requestHeaders()
                .forEach(header -> lines.append(header.getKey().toLowerCase(java.util.Locale.ROOT))
                        .append('=')
                        .append(header.getValue())
                        .append('\n'));
        return lines.toString();
    }

    private static String url(DisposableServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    private static void register(NodeInfo node) {
        var redis = gateway.getBean(ReactiveStringRedisTemplate.class);
        var json = gateway.getBean(JsonMapper.class).writeValueAsString(node);
        var _ = redis.opsForHash()
                .put(RedisNames.NODE_INFO, node.id(), json)
                .then(redis.opsForZSet().add(RedisNames.NODE_LEASES, node.id(), 1e15))
                .block(Duration.ofSeconds(5));
    }

    private static void forget(String node) {
        var _ = gateway.getBean(ReactiveStringRedisTemplate.class)
                .opsForZSet()
                .remove(RedisNames.NODE_LEASES, node)
                .block(Duration.ofSeconds(5));
    }

    // --- what a client does

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> options(String origin) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + "/api/messages/send/" + USER))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers("Origin", origin, "Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> response, String message) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"success\":false").contains("\"message\":\"" + message + "\"");
    }

    private static int handshakeStatus(String path, String origin) {
        try {
            CLIENT.newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(URI.create(base.replace("http", "ws") + path), new Received())
                    .join();
            return 101;
        } catch (CompletionException e) {
            return e.getCause() instanceof java.net.http.WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode()
                    : -1;
        }
    }

    private record Connected(WebSocket web, BlockingQueue<String> received) {}

    private static Connected connect(String path) {
        var listener = new Received();
        var web = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(base.replace("http", "ws") + path), listener)
                .join();
        return new Connected(web, listener.texts);
    }

    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            texts.add("closed " + code);
            return WebSocket.Listener.super.onClose(socket, code, reason);
        }
    }
}
