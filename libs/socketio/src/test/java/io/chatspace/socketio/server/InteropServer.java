package io.chatspace.socketio.server;

import io.chatspace.socketio.recovery.InMemoryRecoveryLog;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/// What the scripts of `src/test/interop` talk to.
final class InteropServer {
    private InteropServer() {}

    static TestServer start() {
        TestServer server = new TestServer(
                builder -> builder.recovery(InMemoryRecoveryLog.create()).options(SocketOptions.DEFAULTS));
        serve(server.main());
        serve(server.sockets().of("/other"));
        server.sockets().of("/refused").use(socket -> Mono.error(new ConnectRefused("Not you", Map.of("code", 7))));
        return server;
    }

    private static void serve(Namespace namespace) {
        namespace.onConnection(socket -> socket.emit(
                "welcome", socket.handshake().auth(), socket.handshake().query("a")));
        namespace.on("echo", (socket, args, ack) -> ack.send(args.asList().toArray()));
        namespace.on("ask me", (socket, args, ack) -> ask("question", socket, args, ack));
        namespace.on("ask me in binary", (socket, args, ack) -> ask("binary question", socket, args, ack));
        namespace.on("count to", (socket, args, ack) -> {
            for (int n = 0; n < args.get(0).intValue(); n++) {
                socket.emit("n", n);
            }
            ack.send();
        });
        namespace.on("repeat", (socket, args, ack) -> socket.emit("n", args.get(0)));
        namespace.on("send me away", (socket, args, ack) -> socket.disconnect(false));
        namespace.on("drop me", (socket, args, ack) -> socket.closeConnection());
        namespace.on("join", (socket, args, ack) -> {
            socket.join(Room.of(args.get(0).asString()));
            ack.send();
        });
        namespace.on("to room", (socket, args, ack) -> {
            namespace.to(Room.of(args.get(0).asString())).emit("n", args.get(1));
            ack.send();
        });
        namespace.on("drop me and tell", (socket, args, ack) -> {
            socket.closeConnection();
            args.get(1)
                    .forEach(n -> namespace.to(Room.of(args.get(0).asString())).emit("n", n));
        });
    }

    private static void ask(String question, Socket socket, EventArgs args, Ack ack) {
        var _ = socket.emitWithAck(question, Duration.ofSeconds(5), args.get(0))
                .subscribe(ack::send, error -> ack.send(error.toString()));
    }
}
