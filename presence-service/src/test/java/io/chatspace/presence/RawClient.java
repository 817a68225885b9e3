package io.chatspace.presence;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A client by hand that recovers as the JavaScript client does: it keeps its pid, and the last argument of an event
/// without an ack id where that is a string. (The Java client does not know of recovery.)
final class RawClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private volatile @Nullable WebSocket socket;
    private volatile String pid = "";
    private volatile String offset = "";
    private volatile boolean connected;
    private volatile boolean recovered;
    private volatile boolean receipts;
    private volatile boolean over;

    RawClient(String token) {
        this.token = token;
    }

    RawClient withReceipts() {
        receipts = true;
        return this;
    }

    /// Connects, or comes back, to that node.
    RawClient connect(PresenceNode node) throws Exception {
        connected = false;
        over = false;
        var uri = URI.create("ws://127.0.0.1:" + node.port() + "/socket.io/?EIO=4&transport=websocket");
        socket = http.newWebSocketBuilder().buildAsync(uri, new Listener()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> connected);
        return this;
    }

    /// Breaks the connection without a word.
    RawClient cut() {
        var open = socket;
        if (open != null) {
            open.abort();
        }
        return this;
    }

    /// Whether the server has ended the connection.
    boolean over() {
        return over;
    }

    /// Whether the last connect restored the state.
    boolean recovered() {
        return recovered;
    }

    /// Every event so far, name first.
    List<JsonNode> events() {
        return events;
    }

    List<String> texts() {
        return events.stream()
                .filter(event -> event.get(0).asString().equals("newMessage"))
                .map(event -> event.get(1).path("text").asString())
                .toList();
    }

    private void handle(WebSocket from, String packet) {
        if (packet.startsWith("0")) {
            send(from, "40" + credentials());
        } else if (packet.equals("2")) {
            send(from, "3");
        } else if (packet.startsWith("40")) {
            var answer = JSON.readTree(packet.substring(2));
            // The client's own rule: the same pid as before.
            recovered = !pid.isEmpty() && pid.equals(answer.path("pid").asString(""));
            pid = answer.path("pid").asString("");
            connected = true;
        } else if (packet.startsWith("42")) {
            event(from, packet.substring(2));
        }
    }

    private void event(WebSocket from, String text) {
        int bracket = text.indexOf('[');
        var args = JSON.readTree(text.substring(bracket));
        events.add(args);
        var last = args.get(args.size() - 1);
        if (bracket > 0) {
            send(from, "43" + text.substring(0, bracket) + "[]");
        } else if (!pid.isEmpty() && args.size() > 1 && last.isString()) {
            offset = last.stringValue();
        }
    }

    private ObjectNode credentials() {
        var auth = JSON.createObjectNode().put("token", token).put("presence", "watch");
        if (receipts) {
            auth.put("receipts", true);
        }
        if (!pid.isEmpty()) {
            auth.put("pid", pid).put("offset", offset);
        }
        return auth;
    }

    private static void send(WebSocket to, String packet) {
        var _ = to.sendText(packet, true);
    }

    @Override
    public void close() {
        cut();
        http.close();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                var packet = part.toString();
                part.setLength(0);
                handle(from, packet);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            over = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            over = true;
        }
    }
}
