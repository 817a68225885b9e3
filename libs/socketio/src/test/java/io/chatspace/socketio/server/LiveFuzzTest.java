package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.testing.Http;
import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.engineio.testing.SlowPost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Clients that send anything at all, on both transports: nothing is logged as an error, no session is left, the
/// next client is served. Seeds are printed with a failure; buffers are watched by the leak detector.
class LiveFuzzTest {
    private static final String ALPHABET = "0123456789-/,[]{}\"\\:_abtruefalsnum \u0000\u001e\u20ac";
    private static final String[] GOOD = {
        "40",
        "40/n-1,",
        "41",
        "42[\"echo\",1]",
        "421[\"echo\",{\"a\":[]}]",
        "431[]",
        "3",
        "6",
        "5",
        "2",
        "1",
        "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]",
        "bAQI="
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final TestServer server = new TestServer(
            EngineOptions.builder().pingInterval(Duration.ofMillis(500)).pingTimeout(Duration.ofMillis(500)),
            builder -> builder);

    @BeforeEach
    void serve() {
        logged.start();
        root().addAppender(logged);
        server.main().on("echo", (socket, args, ack) -> ack.send(args.asList().toArray()));
        server.sockets().of(Pattern.compile("/n-.*")).onConnection(socket -> socket.emit("hi"));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @AfterEach
    void everythingShouldBeAsBefore() throws Exception {
        await().atMost(Duration.ofSeconds(10)).until(() -> server.sockets().sessions() == 0);
        assertThat(server.main().sockets()).isEmpty();
        try (RawWebSocket client = server.connected()) {
            client.text("421[\"echo\",\"well\"]");
            assertThat(client.nextMessage()).isEqualTo("431[\"well\"]");
        }
        server.close();
        root().detachAppender(logged);
        assertThat(logged.list)
                .as("seed %d", seed)
                // Reactor Netty warns of bytes that are no HTTP; they never come to us.
                .filteredOn(event -> !event.getLoggerName().startsWith("reactor.netty"))
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private String packet() {
        StringBuilder text = new StringBuilder(GOOD[random.nextInt(GOOD.length)]);
        for (int i = random.nextInt(4); i > 1; i--) {
            int at = random.nextInt(text.length() + 1);
            text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private byte[] bytes(int max) {
        byte[] bytes = new byte[random.nextInt(max)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void webSocketsThatSendAnything() throws Exception {
        for (int i = 0; i < 150; i++) {
            try (RawWebSocket client = server.open()) {
                for (int n = random.nextInt(8); n >= 0; n--) {
                    switch (random.nextInt(6)) {
                        case 0 -> client.frame(RawWebSocket.BINARY, true, bytes(20));
                        case 1 -> client.frame(random.nextInt(16), random.nextBoolean(), bytes(130));
                        case 2 -> client.raw(bytes(30));
                        default -> client.frame(RawWebSocket.TEXT, true, packet().getBytes(StandardCharsets.UTF_8));
                    }
                }
                if (random.nextBoolean()) {
                    client.reset();
                }
            } catch (IOException e) {
                // The server has closed already, as it may.
            }
        }
    }

    @Test
    void postsThatSayAnything() throws Exception {
        Http http = server.http();
        for (int i = 0; i < 150; i++) {
            String session = Http.session(http.open());
            for (int n = random.nextInt(3); n >= 0; n--) {
                String body = packet();
                for (int more = random.nextInt(4); more > 0; more--) {
                    body += "\u001e" + packet();
                }
                assertThat(http.post(session, body).status())
                        .as("seed %d", seed)
                        .isIn(200, 400);
            }
        }
    }

    @Test
    void connectionsThatAreNoHttp() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (SlowPost client = SlowPost.open(server.port())) {
                client.body(new String(bytes(60), StandardCharsets.ISO_8859_1));
                client.body("POST /socket.io/?EIO=4&transport=polling&sid=" + packet() + " HTTP/1.1\r\n\r\n");
            } catch (IOException e) {
                // The server has closed already, as it may.
            }
        }
    }

    @Test
    void thousandsOfNamespacesShouldBeBoundedAndForgotten() throws Exception {
        try (RawWebSocket client = server.open()) {
            for (int i = 0; i < 2_000; i++) {
                client.text("40/n-" + i);
            }
            int refused = 0;
            for (int i = 0; i < 2_000; i++) {
                String answer = client.nextMessage();
                while (answer.startsWith("42")) {
                    answer = client.nextMessage();
                }
                refused += answer.startsWith("44") ? 1 : 0;
            }
            assertThat(refused).isEqualTo(1_900);
        }
    }
}
