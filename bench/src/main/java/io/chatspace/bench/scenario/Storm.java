package io.chatspace.bench.scenario;

import io.chatspace.bench.load.SocketClient;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.load.Users.User;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A morning: everybody connects, one after the other, and is told who is there.
public final class Storm implements Scenario {
    private static final int USERS = 1_000;
    private static final int A_SECOND = 100;
    private static final long PATIENCE_SECONDS = 120;

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String about() {
        return "1,000 users connect at 100 a second, with clients that know only `getOnlineUsers`: what all of them are sent, "
                + "until each has seen all 1,000, and how long after the last connect that is.";
    }

    @Override
    public List<String> subjects() {
        return ChatServer.Kind.titles();
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.Kind.titled(subject).start(stores)) {
            return measure(server, Users.signUp(server.base(), USERS));
        }
    }

    private static Figures measure(ChatServer server, List<User> users) throws Exception {
        var knowing = ConcurrentHashMap.<Integer>newKeySet();
        var all = new CompletableFuture<Void>();
        var last = users.getLast().id();
        var connecting = new ArrayList<CompletableFuture<SocketClient>>();
        long cpu = Usage.cpuMicros(server.pids());
        long from = System.nanoTime();
        for (int i = 0; i < USERS; i++) {
            int number = i;
            connecting.add(SocketClient.connect(
                    server.sockets().apply(i), "{\"token\":\"" + users.get(i).token() + "\"}", "127.0.0.2", frame -> {
                        if (frame.startsWith("42[\"getOnlineUsers\"") && ids(frame) == USERS && frame.contains(last)) {
                            knowing.add(number);
                            if (knowing.size() == USERS) {
                                all.complete(null);
                            }
                        }
                    }));
            sleepUntil(from + TimeUnit.SECONDS.toNanos(i + 1) / A_SECOND);
        }
        var clients = new ArrayList<SocketClient>();
        for (var one : connecting) {
            clients.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        long connected = System.nanoTime();
        // With two processes of the peer nobody ever knows all: each tells of its own users.
        all.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        var figures = new Figures()
                .with("users who know all", knowing.size())
                .with("MB sent", clients.stream().mapToLong(SocketClient::bytes).sum() / 1e6)
                .with("seconds until all know", Math.max(0, System.nanoTime() - connected) / 1e9)
                .with("CPU s", (Usage.cpuMicros(server.pids()) - cpu) / 1e6);
        clients.forEach(SocketClient::close);
        return figures;
    }

    /// Each id of the list has two quotes, and so has the event's name.
    private static long ids(String frame) {
        return frame.chars().filter(letter -> letter == '"').count() / 2 - 1;
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos - System.nanoTime()));
    }
}
