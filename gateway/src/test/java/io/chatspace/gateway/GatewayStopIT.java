package io.chatspace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.kit.test.RealRedis;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/// An orderly stop, as those see it who keep a connection for their next request.
class GatewayStopIT {
    private static final Duration NOTICE = Duration.ofSeconds(5);

    @Test
    void aKeptConnectionShouldBeServedAndToldOfItsEndBeforeItEnds() throws Exception {
        var gateway = GatewayApplication.application()
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(ReactorResourceFactory.class, GatewayStopIT::ownLoops))
                .run(
                        "--server.port=0",
                        "--spring.data.redis.url=" + RealRedis.uri(),
                        "--chatspace.shutdown.notice=" + NOTICE.toMillis() + "ms");
        int port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
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
}
