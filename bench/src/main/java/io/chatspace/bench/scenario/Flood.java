package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Lane;
import io.chatspace.bench.load.Lanes;
import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.load.Tally;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.load.Users.User;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Somebody guesses passwords while others chat.
public final class Flood implements Scenario {
    private static final int LANES = 400;
    private static final int LOGINS_A_SECOND = 1_000;
    private static final int MESSAGES_A_SECOND = 20;
    private static final long WARM_UP_SECONDS = 30;
    private static final long SECONDS = 20;
    private static final int TOO_MANY = 429;
    private static final int WRONG = 400;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String about() {
        return "20 messages a second between two users, first in quiet, then beside 1,000 wrong logins a second from one "
                + "address, whether they are answered or not; limits as they come.";
    }

    @Override
    public List<String> subjects() {
        return List.of(ChatServer.Kind.OURS_ONE.title());
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.asItComes(stores)) {
            var users = Users.signUp(server.base(), 2);
            var counting = new AtomicReference<>(new Tally(0));
            try (var sockets = Sockets.open(
                    server.base(),
                    1,
                    client -> "{\"token\":\"" + users.getLast().token() + "\"}",
                    frame -> {
                        if (frame.startsWith("42[\"newMessage\"")) {
                            counting.get().arrived(frame);
                        }
                    })) {
                return measure(server.base(), users, counting);
            }
        }
    }

    private static Figures measure(String base, List<User> users, AtomicReference<Tally> counting) throws Exception {
        chat(base, users, counting, WARM_UP_SECONDS);
        var quiet = chat(base, users, counting, SECONDS);
        var guesses = new Guesses(base);
        var guessing = Executors.newVirtualThreadPerTaskExecutor();
        guessing.execute(guesses);
        Thread.sleep(1000);
        var flooded = chat(base, users, counting, SECONDS);
        guesses.close();
        guessing.close();
        return new Figures()
                .with("quiet p50 ms", quiet.millis(0.5))
                .with("quiet p99 ms", quiet.millis(0.99))
                .with("flooded p50 ms", flooded.millis(0.5))
                .with("flooded p99 ms", flooded.millis(0.99))
                .with("p99 flooded by quiet", flooded.millis(0.99) / quiet.millis(0.99))
                .with("wrong logins a second", guesses.aSecond())
                .with("share answered 429", guesses.share(TOO_MANY))
                .with("share answered 400", guesses.share(WRONG))
                .with("share not answered", guesses.unanswered())
                .with("messages lost", quiet.sent() - quiet.arrived() + flooded.sent() - flooded.arrived());
    }

    private static Tally chat(String base, List<User> users, AtomicReference<Tally> counting, long seconds)
            throws Exception {
        var tally = new Tally(100_000);
        counting.set(tally);
        var answers = new ArrayList<CompletableFuture<?>>();
        try (var lane = Lane.to(base)) {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            long from = System.nanoTime();
            for (int i = 0; i < seconds * MESSAGES_A_SECOND; i++) {
                long due = from + TimeUnit.SECONDS.toNanos(i) / MESSAGES_A_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                var text = tally.next(due);
                last = last.thenCompose(before -> lane.post(
                        "/api/messages/send/" + users.getLast().id(),
                        users.getFirst().token(),
                        "{\"text\":\"" + text + "\"}"));
                answers.add(last);
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        }
        Thread.sleep(1000);
        return tally;
    }

    /// Guesses at a fixed rate, however long answers take: each at a connection that waits for no other answer.
    private static final class Guesses implements Runnable, AutoCloseable {
        private final Lanes lanes;
        private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
        private final AtomicInteger sent = new AtomicInteger();
        private final long from = System.nanoTime();
        private volatile long end = Long.MAX_VALUE;

        private Guesses(String base) {
            lanes = new Lanes(base, LANES);
        }

        @Override
        public void run() {
            try {
                while (System.nanoTime() < end) {
                    long due = from + TimeUnit.SECONDS.toNanos(sent.get()) / LOGINS_A_SECOND;
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                    guess();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void guess() throws InterruptedException {
            var unused = lanes.post(
                            "/api/auth/login",
                            "",
                            "{\"email\":\"guess" + sent.incrementAndGet()
                                    + "@example.org\",\"password\":\"wrong horse battery\"}")
                    .thenAccept(answer -> answers.computeIfAbsent(answer.status(), status -> new LongAdder())
                            .increment());
        }

        private double aSecond() {
            return sent.get() * 1e9 / (end - from);
        }

        private double share(int status) {
            var count = answers.get(status);
            return (count == null ? 0.0 : count.sum()) / sent.get();
        }

        private double unanswered() {
            return 1
                    - (double) answers.values().stream()
                                    .mapToLong(LongAdder::sum)
                                    .sum()
                            / sent.get();
        }

        @Override
        public void close() {
            end = System.nanoTime();
            lanes.close();
        }
    }
}
