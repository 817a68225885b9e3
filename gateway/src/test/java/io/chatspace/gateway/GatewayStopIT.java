package io.chatspace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// An orderly stop, as those see it who keep a connection for their next request.
class GatewayStopIT {
    private static final Duration NOTICE = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final int SOCKETS = 12;

    @Test
    void aKeptConnectionShouldBeServedAndToldOfItsEndBeforeItEnds() throws Exception {
        var gateway = start(RealRedis.uri(), "--chatspace.shutdown.notice=" + NOTICE.toMillis() + "ms");
        int port = portOf(gateway);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(ask(socket, in)).startsWith("http/1.1 200").doesNotContain("connection: close");

            var stopped = CompletableFuture.runAsync(gateway::close);
            try {
                await().pollDelay(Duration.ZERO).atMost(NOTICE).until(() -> {
                    var head = ask(socket, in);
                    assertThat(head).startsWith("http/1.1 200");
                    return head.contains("connection: close");
                });
                assertThat(stopped).isNotDone();
                assertThat(in.read()).isEqualTo(-1);
            } finally {
                stopped.get(NOTICE.toSeconds() + 10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void socketsShouldBeClosedOneAfterTheOtherAndNoSessionBegun() throws Exception {
        var node = echo();
        try (var redis = RealRedis.start(OwnedProcess.freePort())) {
            // No node is registered there: new sessions go to this one.
            var gateway = start(
                    redis.url(),
                    "--chatspace.presence.url=http://127.0.0.1:" + node.port(),
                    "--chatspace.gateway.sockets.drain=" + DRAIN.toMillis() + "ms");
            int port = portOf(gateway);
            var sockets = Stream.generate(() -> RelayedClient.open(port))
                    .limit(SOCKETS)
                    .toList();
            assertThat(sockets).allMatch(RelayedClient::answers);

            long began = System.nanoTime();
            var stopped = CompletableFuture.runAsync(gateway::close);
            try {
                await().until(() -> sockets.stream().anyMatch(RelayedClient::closed));
                assertThat(statusOf(port, "/actuator/health/readiness")).isEqualTo(503);
                assertThat(statusOf(port, "/socket.io/?EIO=4&transport=polling"))
                        .isEqualTo(503);
                assertThat(statusOfHandshake(port)).isEqualTo(503);
                assertThat(statusOf(port, "/api/status")).isEqualTo(200);
                var open = sockets.stream().filter(socket -> !socket.closed()).toList();
                assertThat(open).hasSizeGreaterThan(SOCKETS / 2).allMatch(RelayedClient::answers);

                await().pollDelay(Duration.ZERO)
                        .atMost(DRAIN)
                        .until(() ->
                                sockets.stream().filter(RelayedClient::closed).count() >= SOCKETS / 2);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(DRAIN.dividedBy(3), DRAIN);
                await().atMost(DRAIN).until(() -> sockets.stream().allMatch(RelayedClient::closed));
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isGreaterThan(DRAIN.multipliedBy(3).dividedBy(4));
            } finally {
                stopped.get(DRAIN.toSeconds() + 20, TimeUnit.SECONDS);
            }
        } finally {
            node.disposeNow();
        }
    }

    private static ConfigurableApplicationContext start(String redisUrl, String... settings) {
        var args =
                Stream.concat(Stream.of("--server.port=0", "--spring.data.redis.url=" + redisUrl), Stream.of(settings));
        return GatewayApplication.application()
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(ReactorResourceFactory.class, GatewayStopIT::ownLoops))
                .run(args.toArray(String[]::new));
    }

    private static int portOf(ConfigurableApplicationContext gateway) {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /// A presence node, for what the gateway knows of one.
    private static DisposableServer echo() {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.ws(
                        "/socket.io/", (in, out) -> out.sendString(in.receive().asString())))
                .bindNow();
    }

    private static int statusOf(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return RelayedClient.HTTP
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /// By hand: Java's own client takes seconds to tell of a refusal.
    private static int statusOfHandshake(int port) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            var request = """
                    GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
                    Host: localhost
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                    """;
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(String.valueOf(in.readLine()).split(" ")[1]);
        }
    }

    /// Without these the gateway's stop would end the event loops of other tests.
    private static ReactorResourceFactory ownLoops() {
        var loops = new ReactorResourceFactory();
        loops.setUseGlobalResources(false);
        return loops;
    }

    /// The head of the answer, in small letters.
    private static String ask(Socket socket, BufferedReader in) throws IOException {
        socket.getOutputStream()
                .write("GET /api/status HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        int length = 0;
        for (var line = in.readLine(); ; line = in.readLine()) {
            if (line == null) {
                throw new EOFException("the connection ended without notice");
            }
            if (line.isEmpty()) {
                break;
            }
            var small = line.toLowerCase(Locale.ROOT);
            head.append(small).append('\n');
            if (small.startsWith("content-length: ")) {
                length = Integer.parseInt(small.substring("content-length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            if (in.read() < 0) {
                throw new EOFException("half of an answer");
            }
        }
        return head.toString();
    }

    private static final class RelayedClient implements WebSocket.Listener {
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        private final BlockingQueue<CharSequence> answers = new LinkedBlockingQueue<>();
        private final WebSocket web;
        private volatile boolean closed;

        private RelayedClient(int port) {
            var uri = URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
            web = HTTP.newWebSocketBuilder().buildAsync(uri, this).join();
        }

        static RelayedClient open(int port) {
            return new RelayedClient(port);
        }

        boolean closed() {
            return closed;
        }

        boolean answers() {
            try {
                web.sendText("ping", true).join();
                return "ping".contentEquals(answers.poll(5, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            answers.add(data.toString());
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed = true;
        }
    }
}
