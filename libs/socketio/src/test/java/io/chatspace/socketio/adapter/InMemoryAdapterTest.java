package io.chatspace.socketio.adapter;

import io.chatspace.socketio.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InMemoryAdapterTest extends AdapterContract {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected TestServer node(int number) {
        return server;
    }
}
