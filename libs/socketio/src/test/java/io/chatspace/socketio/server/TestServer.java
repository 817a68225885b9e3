package io.chatspace.socketio.server;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.testing.Http;
import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.engineio.transport.NettyMount;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// A Socket.IO server on a free port.
public final class TestServer implements AutoCloseable {
    public static final String PATH = "/socket.io/";

    private final SocketServer sockets;
    private final DisposableServer server;

    public TestServer() {
        this(builder -> builder);
    }

    public TestServer(UnaryOperator<SocketServer.Builder> custom) {
        this(EngineOptions.builder(), custom);
    }

    public TestServer(EngineOptions.Builder engine, UnaryOperator<SocketServer.Builder> custom) {
        sockets = custom.apply(SocketServer.builder()
                        .engine(engine.path(PATH).build())
                        .options(SocketOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(1))))
                .build();
        server = HttpServer.create()
                .port(0)
                .doOnChannelInit(NettyMount.of(sockets.engine()))
                .handle((request, response) -> response.sendNotFound())
                .bindNow();
    }

    public SocketServer sockets() {
        return sockets;
    }

    public Namespace main() {
        return sockets.of("/");
    }

    public int port() {
        return server.port();
    }

    public Http http() {
        return new Http(port(), PATH);
    }

    /// A WebSocket whose open packet was read.
    public RawWebSocket open() throws IOException {
        RawWebSocket socket = RawWebSocket.open(port(), PATH + "?EIO=4&transport=websocket");
        if (!socket.nextText().startsWith("0{")) {
            throw new IOException("no open packet");
        }
        return socket;
    }

    /// A WebSocket connected to the main namespace.
    public RawWebSocket connected() throws IOException {
        RawWebSocket socket = open();
        socket.text("40");
        String answer = socket.nextMessage();
        if (!answer.startsWith("40{")) {
            throw new IOException("not connected: " + answer);
        }
        return socket;
    }

    @Override
    public void close() {
        sockets.close().block(Duration.ofSeconds(10));
        server.disposeNow(Duration.ofSeconds(5));
    }
}
