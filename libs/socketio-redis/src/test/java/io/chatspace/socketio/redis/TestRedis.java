package io.chatspace.socketio.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/// A real Redis on a free port.
final class TestRedis implements AutoCloseable {
    private final RedisServer server;
    private final int port;

    TestRedis() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
    }
}
