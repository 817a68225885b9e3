package io.chatspace.socketio.webflux;

import io.chatspace.socketio.server.SocketServer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;

/// Closes the sessions before the web server begins its own shutdown, which would otherwise wait for them in vain.
final class SocketServerLifecycle implements SmartLifecycle {
    /// The web server's graceful shutdown has `DEFAULT_PHASE - 1024`; a higher phase stops earlier.
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1000;

    private final ObjectProvider<SocketServer> servers;
    private volatile boolean running;

    SocketServerLifecycle(ObjectProvider<SocketServer> servers) {
        this.servers = servers;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable callback) {
        var _ = Flux.fromStream(servers.orderedStream())
                .flatMap(SocketServer::close, 4)
                .doFinally(signal -> {
                    running = false;
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
