package io.chatspace.socketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatspace.engineio.testing.Http;
import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.SocketServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What an application gets from one dependency and one bean, however the server is mounted.
abstract class MountContract {
    @LocalServerPort
    private int port;

    @Autowired
    private SocketServer server;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {
        @Bean
        SocketServer socketServer(SocketServer.Builder builder) {
            SocketServer server = builder.build();
            Namespace main = server.of("/");
            main.on("echo", (socket, args, ack) -> ack.send(args.asList().toArray()));
            return server;
        }

        @Bean
        Plain plain() {
            return new Plain();
        }
    }

    @RestController
    static class Plain {
        @GetMapping("/plain")
        String plain() {
            return "past";
        }
    }

    private Http http() {
        return new Http(port, "/socket.io/");
    }

    @Test
    void theApplicationsOwnPathsShouldBeServed() throws Exception {
        assertThat(new Http(port, "/plain").get("").body()).isEqualTo("past");
        assertThat(new Http(port, "/nothing").get("").status()).isEqualTo(404);
    }

    @Test
    void pollingShouldCarryASocket() throws Exception {
        String session = Http.session(http().open());

        assertThat(http().post(session, "40").body()).isEqualTo("ok");
        assertThat(http().get(session).body()).startsWith("40{\"sid\":");
        assertThat(http().post(session, "421[\"echo\",\"\u20ac\"]").status()).isEqualTo(200);
        assertThat(http().get(session).body()).isEqualTo("431[\"\u20ac\"]");
        assertThat(http().post(session, "x").status()).isEqualTo(400);
    }

    @Test
    void webSocketShouldCarryASocket() throws Exception {
        try (RawWebSocket socket = RawWebSocket.open(port, "/socket.io/?EIO=4&transport=websocket")) {
            assertThat(socket.nextText()).contains("\"pingInterval\":20000");
            socket.text("40");
            assertThat(socket.nextMessage()).startsWith("40{");
            socket.text("451-2[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            socket.binary(1, 2);
            assertThat(socket.nextMessage()).isEqualTo("461-2[{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.next().payload()).containsExactly(1, 2);
            String large = "x".repeat(90_000);
            socket.text("423[\"echo\",\"" + large + "\"]");
            assertThat(socket.nextMessage()).isEqualTo("433[\"" + large + "\"]");
            socket.text("4?");
            socket.untilClosed();
        }
    }

    @Test
    void theSessionShouldUpgrade() throws Exception {
        String sid = http().open();
        http().post(Http.session(sid), "40");
        try (RawWebSocket socket = RawWebSocket.open(port, "/socket.io/?EIO=4&transport=websocket&sid=" + sid)) {
            socket.text("2probe");
            assertThat(socket.nextText()).isEqualTo("3probe");
            socket.text("5");
            assertThat(socket.nextMessage()).startsWith("40{");
            assertThat(http().get(Http.session(sid)).status()).isEqualTo(400);
        }
    }

    @Test
    void mistakesShouldGetTheirNumbers() throws Exception {
        assertThat(http().get("?transport=polling").body())
                .isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        assertThat(http().get("?EIO=4&transport=polling&sid=x").status()).isEqualTo(400);
        var refused = catchThrowableOfType(
                RawWebSocket.Refused.class, () -> RawWebSocket.open(port, "/socket.io/?EIO=4&transport=x"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(http().post(Http.session(http().open()), "4" + "x".repeat(100_000))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void corsShouldFollowTheProperty() throws Exception {
        var good = http().send("GET", "?EIO=4&transport=polling", "", "Origin", "https://good.example");
        var bad = http().send("GET", "?EIO=4&transport=polling", "", "Origin", "https://bad.example");
        var preflight = http().send(
                        "OPTIONS",
                        "?EIO=4&transport=polling",
                        "",
                        "Origin",
                        "https://good.example",
                        "Access-Control-Request-Method",
                        "POST");

        assertThat(good.header("access-control-allow-origin")).isEqualTo("https://good.example");
        assertThat(bad.status()).isEqualTo(403);
        assertThat(preflight.status()).isEqualTo(204);
    }

    @Test
    void theBrowserClientShouldBeServed() throws Exception {
        for (String name : List.of("socket.io.js", "socket.io.min.js", "socket.io.esm.min.js")) {
            assertThat(http().get(name).body()).as(name).contains("Socket.IO");
        }
    }

    @Test
    void sessionsShouldBeCounted() throws Exception {
        http().open();
        assertThat(server.sessions()).isPositive();
    }
}
