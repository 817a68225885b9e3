package io.chatspace.presence;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket on which a test says every packet itself. The open packet is read already; pings are not
/// answered.
final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private volatile boolean closed;

    private Wire(int port) {
        var uri = URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
        socket = HTTP.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
    }

    static Wire open(int port) {
        var wire = new Wire(port);
        var first = wire.next();
        if (!first.startsWith("0{")) {
            throw new AssertionError("Not an open packet: " + first);
        }
        return wire;
    }

    Wire send(String packet) {
        var _ = socket.sendText(packet, true).join();
        return this;
    }

    String next() {
        try {
            var packet = packets.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (packet == null) {
                throw new AssertionError(closed ? "The server has closed the connection" : "Nothing came");
            }
            return packet;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Whether the server ends the connection, now or in a while.
    boolean closed() {
        await().atMost(PATIENCE).until(() -> closed);
        return closed;
    }

    /// What came and was not read.
    List<String> rest() {
        return List.copyOf(packets);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                packets.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed = true;
        }
    }
}
