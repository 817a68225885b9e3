package io.chatspace.bench.scenario;

import io.chatspace.bench.load.SocketClient;
import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.load.Users.User;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// People come and go all the time, among many who stay.
public final class Churn implements Scenario {
    private static final int STAYING = 5_000;
    private static final int WATCHERS = 500;
    private static final int WATCHED = 200;
    private static final int COMING = 500;

    /// Of those who come, watched by each watcher; so each of them has 20 watchers.
    private static final int COMERS = 20;

    private static final int A_SECOND = 50;
    private static final int SECONDS = 40;

    /// How long somebody stays who comes and goes: that many of them are there at any time.
    private static final int STAY = A_SECOND * 5;

    private static final long PATIENCE_SECONDS = 60;

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public String about() {
        return "5,000 users are there, 500 of them watch 200 others each, the rest know only `getOnlineUsers`; 50 more come and "
                + "50 go in each of 40 seconds: what is sent, and how long after somebody's CONNECT was answered a watcher "
                + "hears of it. Two presence nodes.";
    }

    @Override
    public List<String> subjects() {
        return List.of(ChatServer.Kind.OURS_ONE.title());
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.Kind.titled(subject).start(stores)) {
            var users = Users.signUp(server.base(), STAYING + COMING);
            var coming = users.subList(STAYING, users.size());
            var base = server.base();
            try (var legacy = Sockets.open(
                            base, STAYING - WATCHERS, client -> token(users.get(WATCHERS + client)), frame -> {});
                    var watchers = new Watchers(base, users.subList(0, WATCHERS), coming)) {
                Thread.sleep(TimeUnit.SECONDS.toMillis(SECONDS) / 2);
                long legacyBytes = legacy.bytes();
                long watcherBytes = watchers.sockets.bytes();
                long cpu = Usage.cpuMicros(server.pids());
                comeAndGo(base, coming, watchers);
                double seconds = SECONDS;
                return new Figures()
                        .with("MB/s to clients of getOnlineUsers", (legacy.bytes() - legacyBytes) / seconds / 1e6)
                        .with("KB/s to a watcher", (watchers.sockets.bytes() - watcherBytes) / seconds / WATCHERS / 1e3)
                        .with("p50 ms until a watcher knows", watchers.millis(0.5))
                        .with("p99 ms until a watcher knows", watchers.millis(0.99))
                        .with("watchers who were never told", watchers.untold())
                        .with("CPU s a second", (Usage.cpuMicros(server.pids()) - cpu) / seconds / 1e6);
            }
        }
    }

    /// Somebody comes and somebody goes, 50 times a second.
    private static void comeAndGo(String base, List<User> coming, Watchers watchers) throws Exception {
        var there = new ArrayDeque<CompletableFuture<SocketClient>>();
        long from = System.nanoTime();
        for (int i = 0; i < A_SECOND * SECONDS; i++) {
            var user = coming.get(i % coming.size());
            var arrival = watchers.comes(user);
            there.add(SocketClient.connect(base, token(user), "127.0.0.9", frame -> {})
                    .whenComplete((client, refused) -> arrival.answered = System.nanoTime()));
            if (there.size() > STAY) {
                there.remove().get(PATIENCE_SECONDS, TimeUnit.SECONDS).close();
            }
            TimeUnit.NANOSECONDS.sleep(
                    Math.max(0, from + TimeUnit.SECONDS.toNanos(i + 1) / A_SECOND - System.nanoTime()));
        }
        Thread.sleep(2_000);
        for (var one : there) {
            one.get(PATIENCE_SECONDS, TimeUnit.SECONDS).close();
        }
    }

    private static String token(User user) {
        return "{\"token\":\"" + user.token() + "\"}";
    }

    /// Somebody who has come: when that was answered, and when watchers heard of it.
    private static final class Arrival {
        private final ConcurrentLinkedQueue<Long> heard = new ConcurrentLinkedQueue<>();
        private volatile long answered;
    }

    /// Sockets that watch, and what they hear of whom.
    private static final class Watchers implements AutoCloseable {
        private static final Pattern JOINS = Pattern.compile("\"joins\":\\[([^]]*)]");

        private final Sockets sockets;
        private final Map<String, Arrival> latest = new ConcurrentHashMap<>();
        private final List<Arrival> all = new ArrayList<>();

        /// Each watches some of those who come, and others of those who watch.
        private Watchers(String base, List<User> users, List<User> coming) throws Exception {
            sockets = Sockets.open(
                    base,
                    users.size(),
                    client -> "{\"presence\":\"watch\","
                            + token(users.get(client)).substring(1),
                    this::heard);
            for (int i = 0; i < users.size(); i++) {
                var comers = IntStream.range(i * COMERS, (i + 1) * COMERS)
                        .mapToObj(number -> coming.get(number % coming.size()));
                var others = IntStream.range(i + 1, i + 1 + WATCHED - COMERS)
                        .mapToObj(number -> users.get(number % users.size()));
                sockets.all()
                        .get(i)
                        .emit(Stream.concat(comers, others)
                                .map(user -> "\"" + user.id() + "\"")
                                .collect(Collectors.joining(",", "[\"presence:watch\",[", "]]")));
            }
        }

        private void heard(String frame) {
            long now = System.nanoTime();
            if (!frame.startsWith("42[\"presence:diff\"")) {
                return;
            }
            var joins = JOINS.matcher(frame);
            if (!joins.find()) {
                throw new IllegalStateException("a change without joins: " + frame);
            }
            for (String id : joins.group(1).split(",")) {
                var arrival = latest.get(id.replace("\"", ""));
                if (arrival != null) {
                    arrival.heard.add(now);
                }
            }
        }

        private Arrival comes(User user) {
            var arrival = new Arrival();
            latest.put(user.id(), arrival);
            all.add(arrival);
            return arrival;
        }

        private double millis(double share) {
            var delays = all.stream()
                    .flatMapToLong(
                            arrival -> arrival.heard.stream().mapToLong(heard -> Math.max(0, heard - arrival.answered)))
                    .sorted()
                    .toArray();
            return delays[(int) Math.min(delays.length - 1, delays.length * share)] / 1e6;
        }

        /// Each who came is watched by as many; those missing at the end.
        private long untold() {
            long told = all.stream().mapToLong(arrival -> arrival.heard.size()).sum();
            return (long) all.size() * WATCHERS * COMERS / COMING - told;
        }

        @Override
        public void close() {
            sockets.close();
        }
    }
}
