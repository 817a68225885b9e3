package io.chatspace.engineio.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;

/// Hears a WebSocket that is being closed.
record DeadEnd(EventExecutor loop) implements WebSocketEvents {
    @Override
    public Executor executor() {
        return loop;
    }

    @Override
    public boolean inExecutor() {
        return loop.inEventLoop();
    }

    @Override
    public void onText(String text) {}

    @Override
    public void onBinary(byte[] bytes) {}

    @Override
    public void onClosed(boolean error) {}
}
