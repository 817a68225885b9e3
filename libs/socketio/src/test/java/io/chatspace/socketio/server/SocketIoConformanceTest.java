package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.engineio.testing.Http;
import io.chatspace.engineio.testing.RawWebSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// The rules of the Socket.IO v5 protocol document, one by one.
class SocketIoConformanceTest {
    private static final String PLACEHOLDERS = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
        for (String name : new String[] {"/", "/custom"}) {
            Namespace namespace = server.sockets().of(name);
            namespace.onConnection(
                    socket -> socket.emit("auth", socket.handshake().auth()));
            namespace.on(
                    "message",
                    (socket, args, ack) ->
                            socket.emit("message-back", args.asList().toArray()));
            namespace.on(
                    "message-with-ack",
                    (socket, args, ack) -> ack.send(args.asList().toArray()));
        }
        server.sockets().of(Pattern.compile("/room-\\d+")).onConnection(socket -> socket.emit("hi"));
        server.sockets().of("/refused").use(socket -> {
            throw new ConnectRefused("Not you", Map.of("code", 7));
        });
        server.sockets().of("/broken").use(socket -> Mono.error(new IllegalStateException("x")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawWebSocket connected() throws Exception {
        RawWebSocket socket = server.connected();
        assertThat(socket.nextMessage()).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    private static void shouldClose(RawWebSocket socket) throws Exception {
        long start = System.nanoTime();
        socket.untilClosed();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(800);
    }

    @Nested
    class Connect {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "40                            | 40{         | 42[\"auth\",{}]",
                    "40{\"token\":\"123\"}         | 40{         | 42[\"auth\",{\"token\":\"123\"}]",
                    "40/custom                     | 40/custom,{ | 42/custom,[\"auth\",{}]",
                    "40/custom,                    | 40/custom,{ | 42/custom,[\"auth\",{}]",
                    "40/custom,{\"token\":\"abc\"} | 40/custom,{ | 42/custom,[\"auth\",{\"token\":\"abc\"}]",
                })
        void aKnownNamespaceShouldAnswerWithASid(String connect, String answer, String auth) throws Exception {
            try (RawWebSocket socket = server.open()) {
                socket.text(connect);
                assertThat(socket.nextMessage()).startsWith(answer).contains("\"sid\":\"");
                assertThat(socket.nextMessage()).isEqualTo(auth);
            }
        }

        @Test
        void theSocketsIdShouldNotBeTheSessions() throws Exception {
            try (RawWebSocket socket =
                    RawWebSocket.open(server.port(), TestServer.PATH + "?EIO=4&transport=websocket")) {
                String sid = Http.sid(socket.nextText());
                socket.text("40");
                assertThat(Http.sid(socket.nextMessage())).hasSize(20).isNotEqualTo(sid);
            }
        }

        @Test
        void anUnknownNamespaceShouldBeRefusedAndLeaveTheConnection() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("40/random");
                assertThat(socket.nextMessage()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
                socket.text("42[\"message\",1]");
                assertThat(socket.nextMessage()).isEqualTo("42[\"message-back\",1]");
            }
        }

        @Test
        void aPatternShouldMakeNamespacesAndForgetThem() throws Exception {
            try (RawWebSocket socket = server.open()) {
                socket.text("40/room-7");
                assertThat(socket.nextMessage()).startsWith("40/room-7,");
                assertThat(socket.nextMessage()).isEqualTo("42/room-7,[\"hi\"]");
                socket.text("40/room-x");
                assertThat(socket.nextMessage()).isEqualTo("44/room-x,{\"message\":\"Invalid namespace\"}");
            }
        }

        @Test
        void aMiddlewareShouldRefuseWithMessageAndData() throws Exception {
            try (RawWebSocket socket = server.open()) {
                socket.text("40/refused");
                assertThat(socket.nextMessage())
                        .isEqualTo("44/refused,{\"message\":\"Not you\",\"data\":{\"code\":7}}");
                socket.text("40/broken");
                assertThat(socket.nextMessage()).isEqualTo("44/broken,{\"message\":\"Internal error\"}");
            }
        }

        @Test
        void noConnectInTimeShouldCloseTheSession() throws Exception {
            try (RawWebSocket socket = server.open()) {
                long start = System.nanoTime();
                socket.untilClosed();
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .isBetween(700L, 2_500L);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"4abc", "42[\"x\"]", "40{", "40[]", "40\"x\"", "41", "43[]", "44{}", "47", "4", "45-"})
        void anythingElseBeforeConnectShouldClose(String packet) throws Exception {
            try (RawWebSocket socket = server.open()) {
                socket.text(packet);
                shouldClose(socket);
            }
        }

        @Test
        void aSecondConnectShouldClose() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("40");
                shouldClose(socket);
            }
        }
    }

    @Nested
    class Disconnect {
        @Test
        void leavingTheMainNamespaceShouldLeaveTheConnection() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("41");
                socket.text("40/custom");
                assertThat(socket.nextMessage()).startsWith("40/custom,");
            }
        }

        @Test
        void leavingANamespaceShouldLeaveTheOthers() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("40/custom");
                assertThat(socket.nextMessage()).startsWith("40/custom,");
                assertThat(socket.nextMessage()).isEqualTo("42/custom,[\"auth\",{}]");
                socket.text("41/custom");
                socket.text("42[\"message\",\"message to main namespace\"]");
                assertThat(socket.nextMessage()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
            }
        }

        @Test
        void aNamespaceThatWasLeftShouldBeOpenToAnotherConnect() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("41");
                socket.text("40");
                assertThat(socket.nextMessage()).startsWith("40{");
            }
        }
    }

    @Nested
    class Message {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "42[\"message\",1,\"2\",{\"3\":[true]}]            | 42[\"message-back\",1,\"2\",{\"3\":[true]}]",
                    "42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}] | 43456[1,\"2\",{\"3\":[false]}]",
                    "420[\"message-with-ack\"]                         | 430[]",
                    "42[\"message\",null,1.5,-0.25,\"\\u20ac\"]        | 42[\"message-back\",null,1.5,-0.25,\"\u20ac\"]",
                    "42/,[\"message\",1]                               | 42[\"message-back\",1]",
                })
        void textShouldComeBack(String sent, String answer) throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text(sent);
                assertThat(socket.nextMessage()).isEqualTo(answer);
            }
        }

        @Test
        void binaryShouldComeBack() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("452-[\"message\"," + PLACEHOLDERS);
                socket.binary(1, 2, 3);
                socket.binary(4, 5, 6);

                assertThat(socket.nextMessage()).isEqualTo("452-[\"message-back\"," + PLACEHOLDERS);
                assertThat(socket.next().payload()).containsExactly(1, 2, 3);
                assertThat(socket.next().payload()).containsExactly(4, 5, 6);
            }
        }

        @Test
        void binaryShouldBeAcknowledged() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("452-789[\"message-with-ack\"," + PLACEHOLDERS);
                socket.binary(1);
                socket.binary();

                assertThat(socket.nextMessage()).isEqualTo("462-789[" + PLACEHOLDERS);
                assertThat(socket.next().payload()).containsExactly(1);
                assertThat(socket.next().payload()).isEmpty();
            }
        }

        @Test
        void binaryDeepInAnObjectShouldComeBack() throws Exception {
            try (RawWebSocket socket = connected()) {
                String payload = "{\"a\":[{\"b\":{\"_placeholder\":true,\"num\":0}}]}]";
                socket.text("451-[\"message\"," + payload);
                socket.binary(9);

                assertThat(socket.nextMessage()).isEqualTo("451-[\"message-back\"," + payload);
                assertThat(socket.next().payload()).containsExactly(9);
            }
        }

        @Test
        void pollingShouldCarryAllOfIt() throws Exception {
            Http http = server.http();
            String session = Http.session(http.open());
            http.post(session, "40\u001e452-1[\"message-with-ack\"," + PLACEHOLDERS + "\u001ebAQID\u001ebBAUG");

            String body = http.get(session).body();

            assertThat(body)
                    .matches("40\\{\"sid\":\"[\\w-]{20}\"}\u001e42\\[\"auth\",\\{}]\u001e"
                            + Pattern.quote("462-1[" + PLACEHOLDERS) + "\u001ebAQID\u001ebBAUG");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "4abc",
                    "42",
                    "42{}",
                    "42[]",
                    "42[{}]",
                    "42[null]",
                    "42abc[\"message-with-ack\",1]",
                    "42[\"message\"",
                    "42[\"disconnect\"]",
                    "42[\"connect\"]",
                    "42[\"connect_error\"]",
                    "42[\"disconnecting\"]",
                    "42[\"newListener\"]",
                    "42[\"removeListener\"]",
                    "421234567890123456789[\"message\"]",
                    "42/nowhere,[\"message\"]",
                    "43[\"x\"]",
                    "45[\"x\"]",
                    "45-[\"x\"]",
                    "45a-[\"x\"]",
                    "45999999999-[\"x\"]",
                    "45101-[\"x\"]",
                    "46[\"x\"]",
                    "44{\"message\":\"x\"}",
                })
        void aMalformedPacketShouldClose(String packet) throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text(packet);
                shouldClose(socket);
            }
        }

        @Test
        void textAmongAttachmentsShouldClose() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
                socket.text("42[\"message\"]");
                shouldClose(socket);
            }
        }

        @Test
        void anAttachmentOutOfNowhereShouldClose() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.binary(1);
                shouldClose(socket);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "-1", "\"0\"", "null", "0.5", "{}"})
        void aPlaceholderWithoutItsAttachmentShouldClose(String num) throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("451-[\"message\",{\"_placeholder\":true,\"num\":" + num + "}]");
                socket.binary(1);
                shouldClose(socket);
            }
        }

        @Test
        void nestingWithoutEndShouldClose() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("42[\"message\"," + "[".repeat(400_000));
                shouldClose(socket);
            }
        }

        @Test
        void namesThatMeanSomethingElsewhereShouldBePlainData() throws Exception {
            try (RawWebSocket socket = connected()) {
                String data = "{\"__proto__\":{\"x\":1},\"constructor\":null}";
                socket.text("42[\"message\"," + data + "]");
                assertThat(socket.nextMessage()).isEqualTo("42[\"message-back\"," + data + "]");
                socket.text("42[\"__proto__\",1]");
                socket.text("421[\"message-with-ack\"]");
                assertThat(socket.nextMessage()).isEqualTo("431[]");
            }
        }

        @Test
        void anUnknownAckShouldBeLetPass() throws Exception {
            try (RawWebSocket socket = connected()) {
                socket.text("43123[1]");
                socket.text("421[\"message-with-ack\"]");
                assertThat(socket.nextMessage()).isEqualTo("431[]");
            }
        }
    }
}
