package io.chatspace.engineio.testing;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.server.Assets;
import io.chatspace.engineio.server.CloseReason;
import io.chatspace.engineio.server.EngineMetrics;
import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.engineio.server.EngineSession;
import io.chatspace.engineio.server.SessionListener;
import io.chatspace.engineio.transport.NettyMount;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// An engine on a free port that sends back what it gets; its own port also serves `/plain` past the engine.
public final class EchoEngine implements AutoCloseable {
    private final EngineServer engine;
    private final DisposableServer server;
    private final BlockingQueue<EngineSession> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();

    public EchoEngine(EngineOptions options) {
        engine = new EngineServer(options, Echo::new, EngineMetrics.NONE, Assets.NONE);
        server = HttpServer.create()
                .port(0)
                .doOnChannelInit(NettyMount.of(engine))
                .handle((request, response) -> {
                    if (request.uri().startsWith("/slow")) {
                        return response.sendString(
                                Mono.delay(Duration.ofMillis(200)).thenReturn("slow"));
                    }
                    return response.sendString(
                            request.receive().aggregate().asString().defaultIfEmpty("-past-"));
                })
                .bindNow();
    }

    /// Options quick enough for tests of the heartbeat.
    public static EngineOptions.Builder quick() {
        return EngineOptions.builder().pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofMillis(200));
    }

    public int port() {
        return server.port();
    }

    public EngineServer engine() {
        return engine;
    }

    /// Sessions in the order they were opened.
    public BlockingQueue<EngineSession> opened() {
        return opened;
    }

    public BlockingQueue<CloseReason> closed() {
        return closed;
    }

    @Override
    public void close() {
        engine.closeAll(CloseReason.SERVER_SHUTTING_DOWN);
        server.disposeNow(Duration.ofSeconds(5));
    }

    private final class Echo implements SessionListener {
        private final EngineSession session;

        Echo(EngineSession session) {
            this.session = session;
            opened.add(session);
        }

        @Override
        public void onText(String data) {
            session.send(Message.text(data));
        }

        @Override
        public void onBinary(byte[] data) {
            session.send(Message.binary(data));
        }

        @Override
        public void onClose(CloseReason reason) {
            closed.add(reason);
        }
    }
}
