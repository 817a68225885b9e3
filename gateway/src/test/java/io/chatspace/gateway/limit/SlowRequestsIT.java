package io.chatspace.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.gateway.GatewayApplication;
import io.chatspace.kit.test.RealRedis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// Clients that take their time, on raw sockets.
class SlowRequestsIT {
    private static final int PATIENCE_MILLIS = 15_000;

    private static ConfigurableApplicationContext gateway;
    private static int port;

    @BeforeAll
    static void start() {
        gateway = GatewayApplication.application()
                .run(
                        "--server.port=0",
                        "--spring.data.redis.url=" + RealRedis.uri(),
                        "--chatspace.gateway.limits.headers-within=2s",
                        "--chatspace.gateway.limits.body-pause=2s");
        port = Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void headersThatDripShouldEndTheConnection() throws Exception {
        try (var socket = open("GET /api/status HTTP/1.1\r\nHost: x\r\n")) {
            assertThat(dripUntilClosed(socket)).isTrue();
        }
    }

    @Test
    void headersOfALaterRequestThatDripShouldEndTheConnection() throws Exception {
        try (var socket = open("GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThat(answer(socket)).contains("Server is running");

            write(socket, "GET /api/status HTTP/1.1\r\nHo");

            assertThat(dripUntilClosed(socket)).isTrue();
        }
    }

    @Test
    void aBodyThatPausesTooLongShouldEndTheConnection() throws Exception {
        try (var socket = open(
                "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")) {
            assertThat(readToEnd(socket)).doesNotContain(" 200 ");
        }
    }

    @Test
    void aQuietConnectionBetweenRequestsShouldStay() throws Exception {
        try (var socket = open("GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThat(answer(socket)).contains("Server is running");
            Thread.sleep(3_000);

            write(socket, "GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(answer(socket)).contains("Server is running");
        }
    }

    private static Socket open(String begin) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        write(socket, begin);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /// One byte of a header each quarter of a second, for as long as the server takes it.
    private static boolean dripUntilClosed(Socket socket) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            try {
                write(socket, "x");
            } catch (IOException gone) {
                return true;
            }
            Thread.sleep(250);
        }
        return false;
    }

    private static String answer(Socket socket) throws IOException {
        var buffer = new byte[8192];
        int length = socket.getInputStream().read(buffer);
        return new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }

    private static String readToEnd(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }
}
