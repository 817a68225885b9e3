package io.chatspace.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Many clients of one server.
public final class Sockets implements AutoCloseable {
    private static final int AT_ONCE = 50;
    private static final int PER_ADDRESS = 5_000;
    private static final long PATIENCE_SECONDS = 60;

    private final List<SocketClient> clients = new ArrayList<>();

    /// Connects them, a few at a time, and waits for all.
    public static Sockets open(String base, int count, IntFunction<String> auth, Consumer<String> events)
            throws Exception {
        return open(index -> base, count, auth, index -> events);
    }

    public static Sockets open(
            IntFunction<String> base, int count, IntFunction<String> auth, IntFunction<Consumer<String>> events)
            throws Exception {
        var sockets = new Sockets();
        var waiting = new ArrayDeque<CompletableFuture<SocketClient>>();
        for (int i = 0; i < count || !waiting.isEmpty(); i++) {
            if (i < count) {
                waiting.add(SocketClient.connect(base.apply(i), auth.apply(i), from(i), events.apply(i)));
            }
            if (i >= count || waiting.size() >= AT_ONCE) {
                sockets.clients.add(waiting.remove().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        }
        return sockets;
    }

    private static String from(int index) {
        return "127.0.0." + (2 + index / PER_ADDRESS);
    }

    public List<SocketClient> all() {
        return clients;
    }

    public long bytes() {
        return clients.stream().mapToLong(SocketClient::bytes).sum();
    }

    @Override
    public void close() {
        CompletableFuture.allOf(clients.stream().map(SocketClient::close).toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
    }
}
