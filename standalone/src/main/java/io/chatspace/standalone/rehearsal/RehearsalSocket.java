package io.chatspace.standalone.rehearsal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One user's Socket.IO connection over WebSocket, which acknowledges what it is asked to and counts messages.
final class RehearsalSocket implements WebSocket.Listener, AutoCloseable {
    private static final Pattern ASKS_FOR_ACK = Pattern.compile("^42(\\d+)\\[");

    private final String token;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final StringBuilder frame = new StringBuilder();
    private @Nullable WebSocket socket;

    private RehearsalSocket(String token) {
        this.token = token;
    }

    /// Completes once the namespace has let it in.
    static CompletableFuture<RehearsalSocket> open(HttpClient client, String base, String token) {
        var opened = new RehearsalSocket(token);
        var uri = URI.create(base.replaceFirst("^http", "ws") + "/socket.io/?EIO=4&transport=websocket");
        return client.newWebSocketBuilder()
                .buildAsync(uri, opened)
                .thenCompose(socket -> {
                    opened.socket = socket;
                    return opened.connected;
                })
                .thenApply(_ -> opened);
    }

    int messages() {
        return messages.get();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            var whole = frame.toString();
            frame.setLength(0);
            read(from, whole);
        }
        from.request(1);
        return null;
    }

    private void read(WebSocket from, String packet) {
        if (packet.startsWith("0")) {
            say(from, "40{\"token\":\"" + token + "\"}");
        } else if (packet.equals("2")) {
            say(from, "3");
        } else if (packet.startsWith("40")) {
            connected.complete(null);
        } else if (packet.startsWith("44")) {
            connected.completeExceptionally(new IllegalStateException("Refused: " + packet));
        } else if (packet.contains("\"newMessage\"")) {
            messages.incrementAndGet();
        }
        var asks = ASKS_FOR_ACK.matcher(packet);
        if (asks.find()) {
            say(from, "43" + asks.group(1) + "[]");
        }
    }

    private static void say(WebSocket to, String packet) {
        // Only ever called by the one thread that reads, and never before the last one was taken.
        var _ = to.sendText(packet, true).join();
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        connected.completeExceptionally(error);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
