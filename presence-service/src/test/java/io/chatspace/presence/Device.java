package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;

/// The official Java client, unmodified, with a memory of what it was told.
final class Device implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<JSONObject> messages = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<Object[]> others = new CopyOnWriteArrayList<>();
    private final List<String> wentOffline = new CopyOnWriteArrayList<>();
    private volatile Set<String> online = Set.of();

    private Device(String url, Map<String, String> auth, String... transports) {
        socket = IO.socket(
                URI.create(url),
                IO.Options.builder()
                        .setForceNew(true)
                        .setTransports(transports)
                        .setReconnectionDelay(100)
                        .setReconnectionDelayMax(300)
                        .setAuth(auth)
                        .build());
        socket.on(Socket.EVENT_CONNECT, _ -> log.add("connect"));
        socket.on(Socket.EVENT_DISCONNECT, args -> log.add("disconnect: " + args[0]));
        socket.on(Socket.EVENT_CONNECT_ERROR, args -> refusals.add(text(args[0])));
        socket.on("getOnlineUsers", args -> {
            var before = online;
            online = strings((JSONArray) args[0]);
            before.stream().filter(user -> !online.contains(user)).forEach(wentOffline::add);
        });
        socket.on("newMessage", args -> {
            messages.add((JSONObject) args[0]);
            if (args[args.length - 1] instanceof Ack ack) {
                ack.call();
            }
        });
    }

    /// Not connected yet.
    static Device of(PresenceNode node, String token) {
        return new Device(node.url(), Map.of("token", token), "websocket");
    }

    static Device of(PresenceNode node, Map<String, String> auth, String... transports) {
        return new Device(node.url(), auth, transports);
    }

    Device connect() {
        begin();
        await().atMost(PATIENCE).until(socket::connected);
        return this;
    }

    /// Connects without waiting for it.
    Device begin() {
        var _ = socket.connect();
        return this;
    }

    Device hears(String event) {
        socket.on(event, others::add);
        return this;
    }

    Socket socket() {
        return socket;
    }

    /// Connects and disconnects, in their order.
    List<String> log() {
        return log;
    }

    List<String> refusals() {
        return refusals;
    }

    /// Arguments of the events it [#hears].
    List<Object[]> others() {
        return others;
    }

    Set<String> online() {
        return online;
    }

    /// Users who were in a list and not in the next.
    List<String> wentOffline() {
        return wentOffline;
    }

    List<JSONObject> messages() {
        return messages;
    }

    List<String> texts() {
        return messages.stream().map(message -> message.optString("text")).toList();
    }

    void seesOnline(String user) {
        await().atMost(PATIENCE).until(() -> online.contains(user));
    }

    void seesOffline(String user) {
        await().atMost(PATIENCE).until(() -> !online.contains(user));
    }

    /// Emits and waits for the acknowledgement's first argument.
    JSONObject ask(String event, Object... args) throws Exception {
        var answer = new CompletableFuture<Object>();
        var _ = socket.emit(event, args, values -> answer.complete(values[0]));
        return (JSONObject) answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String text(Object error) {
        if (error instanceof JSONObject object) {
            return object.optString("message");
        }
        assertThat(error).isInstanceOf(Exception.class);
        return String.valueOf(((Exception) error).getMessage());
    }

    private static Set<String> strings(JSONArray array) {
        return IntStream.range(0, array.length()).mapToObj(array::optString).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        var _ = socket.disconnect();
    }
}
