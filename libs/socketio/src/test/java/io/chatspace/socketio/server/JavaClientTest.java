package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The official Java client, unmodified, on each way of transport.
class JavaClientTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = InteropServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void textBinaryAndAcksShouldGoBothWays(String transports) throws Exception {
        IO.Options options = IO.Options.builder()
                .setTransports(transports.split(",", -1))
                .setForceNew(true)
                .setAuth(Map.of("token", "t"))
                .build();
        Socket socket = IO.socket(URI.create("http://127.0.0.1:" + server.port()), options);
        BlockingQueue<Object[]> welcomes = new LinkedBlockingQueue<>();
        BlockingQueue<Object[]> answers = new LinkedBlockingQueue<>();
        BlockingQueue<Object[]> gone = new LinkedBlockingQueue<>();
        socket.on("welcome", welcomes::add);
        socket.on("question", args -> ((Ack) args[1]).call("to " + args[0]));
        socket.on(Socket.EVENT_DISCONNECT, gone::add);
        try {
            socket.connect();
            assertThat(take(welcomes)[0]).hasToString("{\"token\":\"t\"}");

            socket.emit("echo", new Object[] {"\u20ac", 7}, answers::add);
            assertThat(take(answers)).containsExactly("\u20ac", 7);

            socket.emit("echo", new Object[] {new byte[] {1, 2}}, answers::add);
            assertThat(Arrays.equals((byte[]) take(answers)[0], new byte[] {1, 2}))
                    .isTrue();

            socket.emit("ask me", new Object[] {"x"}, answers::add);
            assertThat(take(answers)).containsExactly("to x");

            socket.emit("send me away");
            assertThat(take(gone)[0]).isEqualTo("io server disconnect");
        } finally {
            socket.close();
        }
    }

    @Test
    void aMoveByTheServerShouldBeNoticedAtOnce() throws Exception {
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .setReconnectionDelay(50)
                .build();
        Socket socket = IO.socket(URI.create("http://127.0.0.1:" + server.port()), options);
        BlockingQueue<Object[]> connects = new LinkedBlockingQueue<>();
        BlockingQueue<Object[]> gone = new LinkedBlockingQueue<>();
        socket.on(Socket.EVENT_CONNECT, connects::add);
        socket.on(Socket.EVENT_DISCONNECT, gone::add);
        try {
            socket.connect();
            assertThat(take(connects)).isEmpty();
            socket.emit("drop me");
            assertThat((String) take(gone)[0]).startsWith("transport");
            assertThat(take(connects)).isEmpty();
        } finally {
            socket.close();
        }
    }

    private static Object[] take(BlockingQueue<Object[]> queue) throws InterruptedException {
        Object[] taken = queue.poll(5, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken == null ? new Object[0] : taken;
    }
}
