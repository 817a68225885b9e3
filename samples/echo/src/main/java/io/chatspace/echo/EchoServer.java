package io.chatspace.echo;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.server.CloseReason;
import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.engineio.server.EngineSession;
import io.chatspace.engineio.server.SessionListener;
import io.chatspace.engineio.transport.NettyMount;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Socket;
import io.chatspace.socketio.server.SocketOptions;
import io.chatspace.socketio.server.SocketServer;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// Sends back what it gets, over bare Engine.IO or over Socket.IO. What the public protocol suites run against.
public final class EchoServer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration GREETING = Duration.ofMillis(20);

    private EchoServer() {}

    public static void main(String[] args) {
        EchoOptions options;
        try {
            options = EchoOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("echo: " + e.getMessage());
            System.exit(2);
            return;
        }
        DisposableServer server = start(options);
        System.out.println("echo: listening on port " + server.port() + ", path " + options.path());
        server.onDispose().block();
    }

    static DisposableServer start(EchoOptions options) {
        EngineOptions engineOptions = EngineOptions.builder()
                .path(options.path())
                .pingInterval(options.pingInterval())
                .pingTimeout(options.pingTimeout())
                .maxPayload(options.maxPayload())
                .build();
        EngineServer engine = options.engineOnly() ? engine(engineOptions) : socketIo(engineOptions);
        return HttpServer.create()
                .port(options.port())
                .doOnChannelInit(NettyMount.of(engine))
                .handle((request, response) -> response.sendNotFound())
                .bindNow();
    }

    private static EngineServer engine(EngineOptions options) {
        return new EngineServer(options, Echo::new);
    }

    private static EngineServer socketIo(EngineOptions engineOptions) {
        SocketServer server = SocketServer.builder()
                .engine(engineOptions)
                .options(SocketOptions.DEFAULTS.withConnectTimeout(CONNECT_TIMEOUT))
                .build();
        serve(server.of("/"));
        serve(server.of("/custom"));
        return server.engine();
    }

    private static void serve(Namespace namespace) {
        namespace.onConnection(EchoServer::greet);
        namespace.on(
                "message",
                (socket, args, ack) -> socket.emit("message-back", args.asList().toArray()));
        namespace.on(
                "message-with-ack",
                (socket, args, ack) -> ack.send(args.asList().toArray()));
    }

    /// A moment after the connection: a test that hangs up its listener anew for each message is to have it up again,
    /// even where it reads both messages in one go.
    private static void greet(Socket socket) {
        var _ = Mono.delay(GREETING)
                .subscribe(passed -> socket.emit("auth", socket.handshake().auth()));
    }

    /// For tests: the server's end.
    static Mono<Void> stop(DisposableServer server) {
        server.dispose();
        return server.onDispose();
    }

    private record Echo(EngineSession session) implements SessionListener {
        @Override
        public void onText(String data) {
            session.send(Message.text(data));
        }

        @Override
        public void onBinary(byte[] data) {
            session.send(Message.binary(data));
        }

        @Override
        public void onClose(CloseReason reason) {}
    }
}
