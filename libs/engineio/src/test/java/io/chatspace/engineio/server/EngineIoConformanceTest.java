package io.chatspace.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatspace.engineio.testing.EchoEngine;
import io.chatspace.engineio.testing.Http;
import io.chatspace.engineio.testing.Http.Answer;
import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.engineio.testing.RawWebSocket.Frame;
import io.chatspace.engineio.testing.SlowPost;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of the Engine.IO v4 protocol document, one by one, on both transports.
class EngineIoConformanceTest {
    private static final String PATH = "/engine.io/";
    private static final String POLLING = "?EIO=4&transport=polling";
    private static final String WEBSOCKET = PATH + "?EIO=4&transport=websocket";

    private static EchoEngine server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = new EchoEngine(EngineOptions.builder().build());
        http = new Http(server.port(), PATH);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawWebSocket webSocket(String uri) throws Exception {
        return RawWebSocket.open(server.port(), uri);
    }

    private static RawWebSocket opened() throws Exception {
        RawWebSocket socket = webSocket(WEBSOCKET);
        assertThat(socket.nextText()).startsWith("0{");
        return socket;
    }

    @Nested
    class Handshake {
        @Test
        void pollingShouldAnswerWithTheOpenPacket() throws Exception {
            Answer answer = http.get(POLLING);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(answer.body())
                    .matches("0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,"
                            + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
        }

        @Test
        void webSocketShouldGetTheOpenPacketWithoutUpgrades() throws Exception {
            try (RawWebSocket socket = webSocket(WEBSOCKET)) {
                assertThat(socket.nextText()).contains("\"upgrades\":[]").contains("\"maxPayload\":1000000");
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "GET  | ?EIO=4                                | 0 | Transport unknown",
                    "GET  | ?EIO=4&transport=abc                  | 0 | Transport unknown",
                    "GET  | ?EIO=4&transport=polling&sid=nobody   | 1 | Session ID unknown",
                    "POST | ?EIO=4&transport=polling&sid=nobody   | 1 | Session ID unknown",
                    "POST | ?EIO=4&transport=polling              | 2 | Bad handshake method",
                    "PUT  | ?EIO=4&transport=polling              | 2 | Bad handshake method",
                    "GET  | ?EIO=4&transport=websocket            | 3 | Bad request",
                    "GET  | ?transport=polling                    | 5 | Unsupported protocol version",
                    "GET  | ?EIO=abc&transport=polling            | 5 | Unsupported protocol version",
                    "GET  | ?EIO=3&transport=polling              | 5 | Unsupported protocol version",
                })
        void aBadRequestShouldGetItsNumberedError(String method, String query, int code, String message)
                throws Exception {
            Answer answer = http.send(method, query, "");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"DELETE", "PUT", "HEAD"})
        void anotherMethodOnASessionShouldBeABadRequest(String method) throws Exception {
            String sid = http.open();

            assertThat(http.send(method, Http.session(sid), "").status()).isEqualTo(400);
        }

        @ParameterizedTest
        @CsvSource({
            "?transport=websocket, 5",
            "?EIO=abc&transport=websocket, 5",
            "?EIO=4, 0",
            "?EIO=4&transport=abc, 0",
            "?EIO=4&transport=polling, 3",
            "?EIO=4&transport=websocket&sid=nobody, 1"
        })
        void aBadWebSocketHandshakeShouldGetItsNumberedError(String query, int code) {
            var refused = catchThrowableOfType(RawWebSocket.Refused.class, () -> webSocket(PATH + query));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).startsWith("{\"code\":" + code + ",");
        }

        @Test
        void anUndecodableQueryShouldBeABadRequest() {
            var refused =
                    catchThrowableOfType(RawWebSocket.Refused.class, () -> webSocket(PATH + "?EIO=4&transport=%zz"));

            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Nested
    class Message {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "4hello",
                    "4test1\u001e4test2\u001e4test3",
                    "4hello\u001ebAQIDBA==",
                    "4",
                    "4\u20ac \ud83d\ude00"
                })
        void pollingShouldTakeAndGivePayloads(String payload) throws Exception {
            String session = Http.session(http.open());

            Answer push = http.post(session, payload);
            Answer poll = http.get(session);

            assertThat(push.status()).isEqualTo(200);
            assertThat(push.body()).isEqualTo("ok");
            assertThat(push.header("content-type")).isEqualTo("text/html");
            assertThat(poll.status()).isEqualTo(200);
            assertThat(poll.body()).isEqualTo(payload);
        }

        @Test
        void aPollShouldWaitForAPacket() throws Exception {
            String session = Http.session(http.open());
            CompletableFuture<Answer> poll = http.later("GET", session, "");

            assertThat(http.post(session, "4late").status()).isEqualTo(200);

            assertThat(poll.get(2, TimeUnit.SECONDS).body()).isEqualTo("4late");
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc", "4ok\u001e", "b!!", "", "4ok\u001e9"})
        void aMalformedPayloadShouldCloseTheSession(String payload) throws Exception {
            String session = Http.session(http.open());

            assertThat(http.post(session, payload).status()).isEqualTo(400);

            assertThat(http.get(session).body()).contains("\"code\":1");
        }

        @Test
        void twoPollsAtOnceShouldCloseTheSession() throws Exception {
            String session = Http.session(http.open());
            CompletableFuture<Answer> first = http.later("GET", session, "");
            Thread.sleep(100);

            Answer second = http.get(session + "&t=2");

            assertThat(second.status()).isEqualTo(400);
            assertThat(first.get(2, TimeUnit.SECONDS).body()).isEqualTo("1");
            assertThat(http.get(session).status()).isEqualTo(400);
        }

        @Test
        void twoPostsAtOnceShouldCloseTheSession() throws Exception {
            String session = Http.session(http.open());
            try (SlowPost first = SlowPost.begin(server.port(), PATH + session, 10)) {
                first.body("4hel");
                Thread.sleep(50);

                assertThat(http.post(session, "4second").status()).isEqualTo(400);
            }
            assertThat(http.get(session).status()).isEqualTo(400);
        }

        @Test
        void aPostThatBreaksOffShouldCloseTheSession() throws Exception {
            String session = Http.session(http.open());
            try (SlowPost post = SlowPost.begin(server.port(), PATH + session, 10)) {
                post.body("4hel");
                Thread.sleep(50);
            }
            Thread.sleep(100);

            assertThat(http.get(session).status()).isEqualTo(400);
        }

        @Test
        void aPollThatIsCancelledShouldCloseTheSession() throws Exception {
            String session = Http.session(http.open());
            SlowPost.get(server.port(), PATH + session).close();
            Thread.sleep(100);

            assertThat(http.get(session).status()).isEqualTo(400);
        }

        @Test
        void aBodyBeyondMaxPayloadShouldGet413AndLeaveTheSession() throws Exception {
            String session = Http.session(http.open());

            try (SlowPost post = SlowPost.begin(server.port(), PATH + session, 1_000_001)) {
                assertThat(post.status()).isEqualTo(413);
            }

            assertThat(http.post(session, "4" + "x".repeat(999_999)).status()).isEqualTo(200);
        }

        @Test
        void aClientThatWritesItsWholeBodyShouldSeeThe413() throws Exception {
            for (int i = 0; i < 20; i++) {
                assertThat(http.post(Http.session(http.open()), "4" + "x".repeat(3_000_000))
                                .status())
                        .isEqualTo(413);
            }
        }

        @Test
        void webSocketShouldEchoText() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.text("4hello");
                assertThat(socket.nextMessage()).isEqualTo("4hello");
            }
        }

        @Test
        void webSocketShouldEchoBinary() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.binary(1, 2, 3, 4);
                Frame frame = socket.next();
                assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
                assertThat(frame.payload()).containsExactly(1, 2, 3, 4);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 124, 125, 65_534, 65_535, 999_999})
        void webSocketShouldCarryEveryLength(int length) throws Exception {
            try (RawWebSocket socket = opened()) {
                String text = "4" + "x".repeat(length);
                socket.text(text);
                assertThat(socket.nextMessage()).isEqualTo(text);
            }
        }

        @Test
        void webSocketShouldJoinFragments() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.frame(RawWebSocket.TEXT, false, new byte[] {'4', 'h'});
                socket.frame(9, true, new byte[] {7});
                socket.frame(0, true, new byte[] {'i'});

                Frame pong = socket.next();
                assertThat(pong.opcode()).isEqualTo(10);
                assertThat(pong.payload()).containsExactly(7);
                assertThat(socket.nextMessage()).isEqualTo("4hi");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc", "", "9"})
        void aMalformedPacketShouldCloseTheWebSocket(String packet) throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.text(packet);
                assertThat(socket.untilClosed()).isNotEqualTo(1000);
            }
        }

        @Test
        void aMessageBeyondMaxPayloadShouldCloseWith1009() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.text("4" + "x".repeat(1_000_000));
                assertThat(socket.untilClosed()).isEqualTo(1009);
            }
            try (RawWebSocket socket = opened()) {
                socket.frame(RawWebSocket.TEXT, false, new byte[600_000]);
                socket.frame(0, true, new byte[600_000]);
                assertThat(socket.untilClosed()).isEqualTo(1009);
            }
        }

        @Test
        void textThatIsNotUtf8ShouldCloseWith1007() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.frame(RawWebSocket.TEXT, true, new byte[] {'4', (byte) 0xc3, 0x28});
                assertThat(socket.untilClosed()).isEqualTo(1007);
            }
        }

        @Test
        void aFrameWithoutMaskShouldCloseWith1002() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.raw(new byte[] {(byte) 0x81, 1, '4'});
                assertThat(socket.untilClosed()).isEqualTo(1002);
            }
        }
    }

    @Nested
    class Heartbeat {
        private static EchoEngine quick;
        private static Http http;

        @BeforeAll
        static void start() {
            quick = new EchoEngine(EchoEngine.quick().build());
            http = new Http(quick.port(), PATH);
        }

        @AfterAll
        static void stop() {
            quick.close();
        }

        private static RawWebSocket opened() throws Exception {
            RawWebSocket socket = RawWebSocket.open(quick.port(), WEBSOCKET);
            assertThat(socket.nextText()).startsWith("0{");
            return socket;
        }

        @Test
        void pollingShouldPingAndTakePongs() throws Exception {
            String session = Http.session(http.open());
            for (int i = 0; i < 3; i++) {
                assertThat(http.get(session).body()).isEqualTo("2");
                assertThat(http.post(session, "3").status()).isEqualTo(200);
            }
        }

        @Test
        void pollingShouldTimeOutWithoutPong() throws Exception {
            String session = Http.session(http.open());
            Thread.sleep(500);
            assertThat(http.get(session).status()).isEqualTo(400);
        }

        @Test
        void webSocketShouldPingAndTakePongs() throws Exception {
            try (RawWebSocket socket = opened()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(socket.nextText()).isEqualTo("2");
                    socket.text("3");
                }
            }
        }

        @Test
        void webSocketShouldTimeOutWithoutPong() throws Exception {
            try (RawWebSocket socket = opened()) {
                long start = System.nanoTime();
                assertThat(socket.untilClosed()).isZero();
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .isLessThan(1500);
            }
        }

        @Test
        void aPingOfTheClientsShouldCloseTheSession() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.text("2");
                assertThat(socket.untilClosed()).isZero();
            }
        }
    }

    @Nested
    class Close {
        @Test
        void aClosePacketShouldEndTheOpenPollWithNoop() throws Exception {
            String session = Http.session(http.open());
            CompletableFuture<Answer> poll = http.later("GET", session, "");
            Thread.sleep(200);

            assertThat(http.post(session, "1").status()).isEqualTo(200);

            assertThat(poll.get(2, TimeUnit.SECONDS).body()).isEqualTo("6");
            assertThat(http.get(session).status()).isEqualTo(400);
        }

        /// Both leave the client together, on two connections: a slow machine may still take one too late, so most
        /// count.
        @Test
        void aPollReadJustAfterTheClosePacketShouldEndWithNoop() throws Exception {
            int ended = 0;
            for (int i = 0; i < 20; i++) {
                String session = Http.session(http.open());
                CompletableFuture<Answer> close = http.later("POST", session, "1");
                if (http.get(session).body().equals("6")) {
                    ended++;
                }
                assertThat(close.get(2, TimeUnit.SECONDS).status()).isEqualTo(200);
                assertThat(http.get(session).status()).isEqualTo(400);
            }
            assertThat(ended).isGreaterThan(10);
        }

        @Test
        void aClosePacketShouldCloseTheWebSocket() throws Exception {
            try (RawWebSocket socket = opened()) {
                socket.text("1");
                assertThat(socket.untilClosed()).isZero();
            }
        }

        @Test
        void theServersCloseShouldReachAPollThatComesLater() throws Exception {
            server.opened().clear();
            String session = Http.session(http.open());
            EngineSession open = server.opened().poll(2, TimeUnit.SECONDS);
            assertThat(open).isNotNull();
            open.send(io.chatspace.engineio.packet.Message.text("bye"));
            open.close(CloseReason.FORCED_CLOSE);

            assertThat(http.get(session).body()).isEqualTo("4bye\u001e1");
            assertThat(http.get(session).status()).isEqualTo(400);
        }
    }

    @Nested
    class Upgrade {
        private RawWebSocket probing(String sid) throws Exception {
            RawWebSocket socket = webSocket(WEBSOCKET + "&sid=" + sid);
            socket.text("2probe");
            assertThat(socket.nextText()).isEqualTo("3probe");
            return socket;
        }

        @Test
        void theProbeShouldReleaseThePollAndMoveTheSession() throws Exception {
            String sid = http.open();
            CompletableFuture<Answer> poll = http.later("GET", Http.session(sid), "");
            try (RawWebSocket socket = probing(sid)) {
                assertThat(poll.get(2, TimeUnit.SECONDS).body()).isEqualTo("6");
                socket.text("5");
                socket.text("4hello");
                assertThat(socket.nextMessage()).isEqualTo("4hello");
            }
        }

        @Test
        void whatWaitsShouldMoveOverInOrder() throws Exception {
            String sid = http.open();
            try (RawWebSocket socket = probing(sid)) {
                http.post(Http.session(sid), "41\u001e42\u001eb" + "AQ==");
                socket.text("5");
                socket.text("43");
                assertThat(socket.nextText()).isEqualTo("41");
                assertThat(socket.nextText()).isEqualTo("42");
                assertThat(socket.next().payload()).containsExactly(1);
                assertThat(socket.nextText()).isEqualTo("43");
            }
        }

        @Test
        void requestsAfterTheUpgradeShouldBeRefused() throws Exception {
            String sid = http.open();
            try (RawWebSocket socket = webSocket(WEBSOCKET + "&sid=" + sid)) {
                socket.text("2probe");
                socket.text("5");
                assertThat(http.get(Http.session(sid)).body()).contains("\"code\":3");
                assertThat(http.post(Http.session(sid), "4x").status()).isEqualTo(400);
                socket.text("4hello");
                assertThat(socket.nextText()).isEqualTo("3probe");
                assertThat(socket.nextMessage()).isEqualTo("4hello");
            }
        }

        @Test
        void aSecondWebSocketShouldBeClosed() throws Exception {
            String sid = http.open();
            try (RawWebSocket first = webSocket(WEBSOCKET + "&sid=" + sid)) {
                first.text("2probe");
                assertThat(first.nextText()).isEqualTo("3probe");
                try (RawWebSocket second = webSocket(WEBSOCKET + "&sid=" + sid)) {
                    assertThat(second.untilClosed()).isZero();
                }
                first.text("5");
                try (RawWebSocket third = webSocket(WEBSOCKET + "&sid=" + sid)) {
                    assertThat(third.untilClosed()).isZero();
                }
                first.text("4hello");
                assertThat(first.nextMessage()).isEqualTo("4hello");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"5", "4hello", "2", "abc", "3probe"})
        void anythingButAProbeShouldCloseTheCandidateAndLeaveTheSession(String packet) throws Exception {
            String sid = http.open();
            try (RawWebSocket socket = webSocket(WEBSOCKET + "&sid=" + sid)) {
                socket.text(packet);
                assertThat(socket.untilClosed()).isZero();
            }
            assertThat(http.post(Http.session(sid), "4still").status()).isEqualTo(200);
            assertThat(http.get(Http.session(sid)).body()).isEqualTo("4still");
        }

        @Test
        void aCandidateThatBreaksShouldLeaveTheSession() throws Exception {
            String sid = http.open();
            probing(sid).reset();
            Thread.sleep(50);
            try (RawWebSocket again = probing(sid)) {
                again.text("5");
                again.text("4hello");
                assertThat(again.nextMessage()).isEqualTo("4hello");
            }
        }
    }
}
