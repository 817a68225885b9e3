package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.socketio.recovery.Recovered;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/// What the server's API promises to applications.
class SocketApiTest {
    private TestServer server = new TestServer();
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private void watch() {
        server.main().onConnection(socket -> {
            socket.onDisconnect(reasons::add);
            sockets.add(socket);
        });
    }

    private Socket socket() throws InterruptedException {
        Socket socket = sockets.poll(2, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        return Objects.requireNonNull(socket);
    }

    record Point(int x, int y) {}

    @Test
    void typedHandlersShouldAnswerWithWhatTheyReturn() throws Exception {
        server.main().onConnection(socket -> {
            socket.on("sum", Point.class, point -> point.x() + point.y());
            socket.on(
                    "later",
                    String.class,
                    text -> Mono.delay(Duration.ofMillis(20)).thenReturn(text + "!"));
            socket.on("nothing", String.class, text -> Mono.empty());
            socket.on("null", String.class, text -> null);
        });
        try (RawWebSocket client = server.connected()) {
            client.text("421[\"sum\",{\"x\":1,\"y\":2}]");
            assertThat(client.nextMessage()).isEqualTo("431[3]");
            client.text("422[\"later\",\"on\"]");
            assertThat(client.nextMessage()).isEqualTo("432[\"on!\"]");
            client.text("423[\"nothing\",\"\"]");
            assertThat(client.nextMessage()).isEqualTo("433[]");
            client.text("424[\"null\",\"\"]");
            assertThat(client.nextMessage()).isEqualTo("434[]");
        }
    }

    @Test
    void aWrongArgumentShouldNeitherAnswerNorClose() throws Exception {
        server.main().onConnection(socket -> socket.on("sum", Point.class, point -> point.x()));
        try (RawWebSocket client = server.connected()) {
            client.text("421[\"sum\",\"text\"]");
            client.text("422[\"sum\"]");
            client.text("423[\"sum\",{\"x\":5,\"y\":0}]");
            assertThat(client.nextMessage()).isEqualTo("433[5]");
        }
    }

    @Test
    void aHandlerThatFailsShouldLeaveTheSocket() throws Exception {
        server.main().on("fail", (socket, args, ack) -> {
            throw new IllegalStateException("on purpose, for a test");
        });
        server.main().on("fine", (socket, args, ack) -> ack.send("yes"));
        try (RawWebSocket client = server.connected()) {
            client.text("421[\"fail\"]");
            client.text("422[\"fine\"]");
            assertThat(client.nextMessage()).isEqualTo("432[\"yes\"]");
        }
    }

    @Test
    void emitWithAckShouldGiveTheAnswerOrTimeOut() throws Exception {
        watch();
        try (RawWebSocket client = server.connected()) {
            Socket socket = socket();
            var answer = socket.emitWithAck("ask", Duration.ofSeconds(2), 1).toFuture();
            assertThat(client.nextMessage()).isEqualTo("420[\"ask\",1]");
            client.text("430[\"ok\"]");
            assertThat(answer.get(2, TimeUnit.SECONDS).asString()).isEqualTo("ok");

            StepVerifier.create(socket.emitWithAck("ask", Duration.ofMillis(50)))
                    .expectError(AckTimeout.class)
                    .verify(Duration.ofSeconds(2));

            var cut = socket.emitWithAck("ask", Duration.ofSeconds(30)).toFuture();
            client.reset();
            assertThatThrownBy(() -> cut.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(AckTimeout.class);
        }
    }

    @Test
    void reservedNamesShouldBeRefused() {
        assertThatThrownBy(() -> server.main().emit("disconnect")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EncodedPacket.event("connect", "[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EncodedPacket.event("x", "{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reasonsShouldHaveTheReferencesNames() throws Exception {
        watch();
        server.connected().reset();
        assertThat(reasons.poll(2, TimeUnit.SECONDS))
                .isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
        try (RawWebSocket client = server.connected()) {
            client.text("41");
            assertThat(reasons.poll(2, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
        try (RawWebSocket client = server.connected()) {
            client.text("4?");
            assertThat(reasons.poll(2, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.PARSE_ERROR);
        }
        sockets.clear();
        try (RawWebSocket client = server.connected()) {
            socket().disconnect(true);
            assertThat(client.nextMessage()).isEqualTo("41");
            client.untilClosed();
            assertThat(reasons.poll(2, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
        try (RawWebSocket client = server.connected()) {
            server.sockets().close().block(Duration.ofSeconds(5));
            client.untilClosed();
            assertThat(reasons.poll(2, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_SHUTTING_DOWN);
        }
        assertThat(DisconnectReason.PING_TIMEOUT.text()).isEqualTo("ping timeout");
    }

    @Test
    void aSocketThatLeftShouldBeInNoRoom() throws Exception {
        watch();
        try (RawWebSocket client = server.connected()) {
            Socket socket = socket();
            socket.join(Room.of("r"));
            client.reset();
            assertThat(reasons.poll(2, TimeUnit.SECONDS)).isNotNull();
            socket.join(Room.of("late"));
            assertThat(socket.rooms()).isEmpty();
            assertThat(server.main().sockets()).isEmpty();
        }
    }

    @Test
    void packetsForASocketThatJoinedInMiddlewareShouldBeHeldForItsConnect() throws Exception {
        Sinks.Empty<Void> gate = Sinks.empty();
        server.main().use(socket -> {
            socket.join(Room.of("user"));
            sockets.add(socket);
            return gate.asMono();
        });
        try (RawWebSocket client = server.open()) {
            client.text("40");
            socket();
            server.main().to(Room.of("user")).emit("early", 1);
            assertThat(server.main().sockets()).isEmpty();
            gate.tryEmitEmpty().orThrow();

            assertThat(client.nextMessage()).startsWith("40{");
            assertThat(client.nextMessage()).isEqualTo("42[\"early\",1]");
        }
    }

    @Test
    void aClientThatLeavesDuringMiddlewareShouldLeaveNothingBehind() throws Exception {
        server.main().use(socket -> {
            socket.join(Room.of("user"));
            sockets.add(socket);
            return Mono.never();
        });
        RawWebSocket client = server.open();
        client.text("40");
        Socket socket = socket();
        client.reset();
        await().until(() -> server.sockets().sessions() == 0);
        await().until(() -> socket.rooms().isEmpty());
        socket.join(Room.of("late"));
        assertThat(socket.rooms()).isEmpty();
    }

    @Test
    void anApplicationsLogShouldReplayOnceAndInOrder() throws Exception {
        Sinks.One<List<EncodedPacket>> read = Sinks.one();
        server.close();
        server = new TestServer(builder -> builder.recovery(new RecoveryLog() {
            @Override
            public @Nullable String issue(Socket socket) {
                return "pid-" + socket.handshake().auth().path("user").asString("x");
            }

            @Override
            public Mono<Recovered> restore(Socket socket, String pid, String offset) {
                assertThat(offset).isEqualTo("5");
                return pid.equals("pid-anna") ? Mono.just(Recovered.missed(read.asMono())) : Mono.empty();
            }
        }));
        server.main().use(socket -> {
            socket.join(Room.of("anna"));
            sockets.add(socket);
            return Mono.empty();
        });
        server.main().onConnection(socket -> socket.emit("recovered", socket.recovered()));
        try (RawWebSocket client = server.open()) {
            client.text("40{\"user\":\"anna\",\"pid\":\"pid-anna\",\"offset\":\"5\"}");
            socket();
            server.main().to(Room.of("anna")).send(EncodedPacket.event("m", "[7]", "7"));
            server.main().to(Room.of("anna")).send(EncodedPacket.event("m", "[8]", "8"));
            read.tryEmitValue(List.of(EncodedPacket.event("m", "[6]", "6"), EncodedPacket.event("m", "[7]", "7")))
                    .orThrow();

            assertThat(client.nextMessage()).matches("40\\{\"sid\":\"[\\w-]+\",\"pid\":\"pid-anna\"}");
            assertThat(client.nextMessage()).isEqualTo("42[\"m\",6,\"6\"]");
            assertThat(client.nextMessage()).isEqualTo("42[\"m\",7,\"7\"]");
            assertThat(client.nextMessage()).isEqualTo("42[\"m\",8,\"8\"]");
            assertThat(client.nextMessage()).isEqualTo("42[\"recovered\",true]");
        }
        try (RawWebSocket client = server.open()) {
            client.text("40{\"pid\":\"pid-other\",\"offset\":\"5\"}");
            assertThat(client.nextMessage()).contains("\"pid\":\"pid-x\"");
            assertThat(client.nextMessage()).isEqualTo("42[\"recovered\",false]");
        }
    }

    @Test
    void drainShouldCloseAllOverItsTimeAndRefuseNewOnes() throws Exception {
        watch();
        try (RawWebSocket a = server.connected();
                RawWebSocket b = server.connected()) {
            long start = System.nanoTime();
            server.sockets().drain(Duration.ofMillis(400)).block(Duration.ofSeconds(5));

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(150L, 3_000L);
            a.untilClosed();
            b.untilClosed();
            var refused = server.http().get("?EIO=4&transport=polling");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.body()).isEqualTo("{\"code\":6,\"message\":\"Service unavailable\"}");
            assertThat(reasons.poll(1, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.FORCED_CLOSE);
        }
    }

    @Test
    void aDrainThatIsTakenBackShouldKeepWhoIsLeftAndTakeNewOnes() throws Exception {
        try (RawWebSocket _ = server.connected();
                RawWebSocket _ = server.connected()) {
            var drain = server.sockets().drain(Duration.ofSeconds(60)).subscribe();
            await().until(() -> server.sockets().sessions() == 1);

            drain.dispose();
            server.sockets().acceptNew();

            assertThat(server.http().get("?EIO=4&transport=polling").status()).isEqualTo(200);
            await().during(Duration.ofMillis(300)).until(() -> server.sockets().sessions() == 2);
        }
    }

    @Test
    void aBusyServerShouldTakeNoNewSessionsAndKeepTheOpenOnes() throws Exception {
        var busy = new AtomicBoolean();
        try (var other = new TestServer(EngineOptions.builder().busy(busy::get), builder -> builder);
                RawWebSocket client = other.connected()) {
            busy.set(true);
            assertThat(other.http().get("?EIO=4&transport=polling").status()).isEqualTo(503);
            assertThatThrownBy(other::open).isInstanceOf(IOException.class);
            other.main().emit("still", 1);
            assertThat(client.nextMessage()).isEqualTo("42[\"still\",1]");

            busy.set(false);
            assertThat(other.http().get("?EIO=4&transport=polling").status()).isEqualTo(200);
        }
    }

    @Test
    void aPacketThatAsksShouldCarryAnAckIdForEachReceiverAndHearItsAnswer() throws Exception {
        watch();
        var answered = new LinkedBlockingQueue<Socket>();
        try (RawWebSocket a = server.connected();
                RawWebSocket b = server.connected()) {
            var first = socket();
            var second = socket();
            server.main().send(EncodedPacket.asking("m", "[1]", "5", Duration.ofSeconds(5), answered::add));

            var toA = a.nextMessage();
            var toB = b.nextMessage();
            assertThat(toA).matches("42\\d+\\[\"m\",1]").isNotEqualTo(toB);
            a.text("43" + toA.replaceAll("^42(\\d+).*", "$1") + "[]");
            assertThat(answered.poll(2, TimeUnit.SECONDS)).isIn(first, second);
            b.text("43" + toB.replaceAll("^42(\\d+).*", "$1") + "[]");
            assertThat(answered.poll(2, TimeUnit.SECONDS)).isIn(first, second);
            assertThat(answered).isEmpty();
        }
    }

    @Test
    void anObservedPacketShouldTellOfEachSocketThatHasItAndBeTheSameOnTheWire() throws Exception {
        watch();
        var written = new LinkedBlockingQueue<Socket>();
        try (RawWebSocket a = server.connected();
                RawWebSocket b = server.connected()) {
            var first = socket();
            var second = socket();
            var packet = EncodedPacket.event("m", "[1]", "5");

            server.main().send(packet.observed(written::add));
            server.main().send(packet);

            for (var client : List.of(a, b)) {
                assertThat(client.nextMessage()).isEqualTo(client.nextMessage());
                assertThat(written.poll(2, TimeUnit.SECONDS)).isIn(first, second);
            }
            assertThat(written).isEmpty();
        }
    }

    @Test
    void aListenerThatFailsShouldNotKeepAnybodyFromThePacket() throws Exception {
        watch();
        try (RawWebSocket a = server.connected()) {
            var _ = socket();
            server.main().send(EncodedPacket.event("m", "[1]").observed(_ -> {
                throw new IllegalStateException("on purpose");
            }));
            server.main().send(EncodedPacket.event("m", "[2]"));

            assertThat(a.nextMessage()).isEqualTo("42[\"m\",1]");
            assertThat(a.nextMessage()).isEqualTo("42[\"m\",2]");
        }
    }

    @Test
    void theBrowserClientShouldBeServed() throws Exception {
        var script = server.http().get("socket.io.js");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("content-type")).isEqualTo("application/javascript; charset=utf-8");
        assertThat(script.body()).startsWith("/*!").contains("Socket.IO v4.8");
        for (String name : List.of("socket.io.min.js", "socket.io.esm.min.js", "socket.io.min.js.map")) {
            assertThat(server.http().get(name).status()).as(name).isEqualTo(200);
        }
        assertThat(server.http()
                        .send("GET", "socket.io.js", "", "If-None-Match", script.header("etag"))
                        .status())
                .isEqualTo(304);
        assertThat(server.http().get("other.js").status()).isEqualTo(400);
    }
}
