package io.chatspace.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.testing.EchoEngine;
import io.chatspace.engineio.testing.Http;
import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.engineio.testing.SlowPost;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The engine beside other requests on one port and one connection, and its options.
class SharedPortTest {
    private static final String POLLING = "?EIO=4&transport=polling";
    private EchoEngine server = new EchoEngine(EngineOptions.builder().build());

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(EngineOptions options) {
        server.close();
        server = new EchoEngine(options);
    }

    private Http http() {
        return new Http(server.port(), "/engine.io/");
    }

    private static String get(String uri) {
        return "GET " + uri + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    @Test
    void otherPathsShouldPassUntouched() throws Exception {
        assertThat(new Http(server.port(), "/plain").get("").body()).isEqualTo("-past-");
        assertThat(new Http(server.port(), "/plain").post("", "back").body()).isEqualTo("back");
    }

    @Test
    void aConnectionShouldServeBothInTurn() throws Exception {
        try (SlowPost connection = SlowPost.open(server.port())) {
            for (int i = 0; i < 3; i++) {
                connection.body(get("/engine.io/" + POLLING));
                connection.until("maxPayload\":1000000}");
                connection.body(get("/plain"));
                connection.until("-past-");
            }
        }
    }

    @Test
    void pipelinedRequestsShouldBeAnsweredInOrder() throws Exception {
        try (SlowPost connection = SlowPost.open(server.port())) {
            connection.body(get("/slow") + get("/engine.io/" + POLLING) + get("/plain") + get("/engine.io/?EIO=4"));

            String seen = connection.until("Transport unknown");

            assertThat(seen.indexOf("slow")).isPositive().isLessThan(seen.indexOf("\"sid\""));
            assertThat(seen.indexOf("\"sid\"")).isLessThan(seen.indexOf("-past-"));
            assertThat(seen.indexOf("-past-")).isLessThan(seen.indexOf("Transport unknown"));
        }
    }

    @Test
    void whatIsPipelinedBehindAPollShouldWaitForIt() throws Exception {
        String sid = http().open();
        try (SlowPost connection = SlowPost.open(server.port())) {
            connection.body(get("/engine.io/" + Http.session(sid)) + get("/plain"));
            Thread.sleep(50);
            http().post(Http.session(sid), "4now");

            String seen = connection.until("-past-");

            assertThat(seen.indexOf("4now")).isPositive().isLessThan(seen.indexOf("-past-"));
        }
    }

    @Test
    void aRequestThatAsksSoShouldCloseItsConnection() throws Exception {
        try (SlowPost connection = SlowPost.open(server.port())) {
            connection.body("GET /engine.io/" + POLLING + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(connection.until("maxPayload\":1000000}").toLowerCase(Locale.ROOT))
                    .contains("connection: close");
        }
    }

    @Test
    void corsShouldNameAllowedOriginsAndAnswerPreflights() throws Exception {
        restart(EngineOptions.builder()
                .allowedOrigins("https://good.example"::equals)
                .build());

        var good = http().send("GET", POLLING, "", "Origin", "https://good.example");
        var bad = http().send("GET", POLLING, "", "Origin", "https://bad.example");
        var preflight = http().send(
                        "OPTIONS",
                        POLLING,
                        "",
                        "Origin",
                        "https://good.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x-one,x-two");

        assertThat(good.header("access-control-allow-origin")).isEqualTo("https://good.example");
        assertThat(bad.status()).isEqualTo(403);
        assertThat(bad.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-methods")).contains("POST");
        assertThat(preflight.header("access-control-allow-headers")).isEqualTo("x-one,x-two");
    }

    @Test
    void theAddressLimitShouldRefuseAndForget() throws Exception {
        restart(EngineOptions.builder()
                .pingInterval(Duration.ofSeconds(2))
                .pingTimeout(Duration.ofSeconds(1))
                .maxSessionsPerAddress(2)
                .build());
        http().open();
        http().open();

        assertThat(http().get(POLLING).status()).isEqualTo(403);
        int status = 403;
        for (int tries = 0; status == 403 && tries < 100; tries++) {
            Thread.sleep(100);
            status = http().get(POLLING).status();
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void sessionIdsShouldComeFromTheGenerator() throws Exception {
        restart(EngineOptions.builder().sessionIds(() -> "node1.abc").build());

        assertThat(http().open()).isEqualTo("node1.abc");
    }

    @Test
    void aClientThatDoesNotReadShouldBeClosed() throws Exception {
        restart(EngineOptions.builder().maxQueue(100_000).build());
        try (RawWebSocket socket = RawWebSocket.open(server.port(), "/engine.io/?EIO=4&transport=websocket")) {
            var session = server.opened().poll(2, TimeUnit.SECONDS);
            assertThat(session).isNotNull();
            var message = Message.text("x".repeat(50_000));
            for (int i = 0; i < 2_000 && session.open(); i++) {
                session.send(message);
                assertThat(session.queuedBytes()).isLessThan(8_000_000);
                Thread.onSpinWait();
            }

            assertThat(server.closed().poll(5, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
            // Its end does not wait behind what it does not read: a proxy that holds back learns of it too.
            Thread.sleep(3_000);
            assertThat(socket.untilClosed()).isEqualTo(65_535);
            assertThat(socket.wasReset()).isTrue();
        }
    }

    @Test
    void compressionShouldBeNegotiatedWhereAllowed() throws Exception {
        restart(EngineOptions.builder().compression(true).build());
        try (RawWebSocket socket = RawWebSocket.open(
                server.port(),
                "/engine.io/?EIO=4&transport=websocket",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            var frame = socket.next();
            assertThat(frame.opcode()).isEqualTo(RawWebSocket.TEXT);
            assertThat(frame.text()).doesNotContain("pingInterval");
        }
    }

    @Test
    void clientsOfVersion3ShouldBeServedWhereAllowed() throws Exception {
        restart(EngineOptions.builder().allowEio3(true).build());
        String open = http().get("?EIO=3&transport=polling").body();
        String session = "?EIO=3&transport=polling&sid=" + Http.sid(open);

        assertThat(open).matches("\\d+:0\\{.*}");
        assertThat(open.substring(0, open.indexOf(':')))
                .isEqualTo(Integer.toString(open.length() - open.indexOf(':') - 1));
        assertThat(http().post(session, "6:4test17:4\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac")
                        .body())
                .isEqualTo("ok");
        assertThat(http().get(session).body()).isEqualTo("6:4test17:4\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac");
        assertThat(http().post(session, "1:2").status()).isEqualTo(200);
        assertThat(http().get(session).body()).isEqualTo("1:3");
        assertThat(http().get("?EIO=abc&transport=polling").status()).isEqualTo(400);
    }

    @Test
    void closingTheServerShouldCloseEverySession() throws Exception {
        try (RawWebSocket socket = RawWebSocket.open(server.port(), "/engine.io/?EIO=4&transport=websocket")) {
            assertThat(socket.nextText()).startsWith("0");
            server.engine().closeAll(CloseReason.SERVER_SHUTTING_DOWN);

            assertThat(socket.untilClosed()).isZero();
            assertThat(server.closed().poll(2, TimeUnit.SECONDS)).isEqualTo(CloseReason.SERVER_SHUTTING_DOWN);
            assertThat(http().get(POLLING).status()).isEqualTo(503);
            assertThat(server.engine().sessionCount()).isZero();
        }
    }

    @Test
    void anUpgradeThatTakesTooLongShouldBeGivenUp() throws Exception {
        restart(EngineOptions.builder().upgradeTimeout(Duration.ofMillis(100)).build());
        String sid = http().open();
        try (RawWebSocket socket =
                RawWebSocket.open(server.port(), "/engine.io/?EIO=4&transport=websocket&sid=" + sid)) {
            assertThat(socket.untilClosed()).isZero();
        }
        assertThat(http().post(Http.session(sid), "4x").status()).isEqualTo(200);
    }
}
