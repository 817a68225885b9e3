package io.chatspace.socketio.webflux;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that sessions live on where the web server's own are out of reach.
final class EngineLoops {
    private final DefaultEventExecutorGroup group = new DefaultEventExecutorGroup(
            Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("engineio", true));

    EventExecutor next() {
        return group.next();
    }

    void shutdown() {
        var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
