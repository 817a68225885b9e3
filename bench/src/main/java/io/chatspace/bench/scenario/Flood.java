package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Lane;
import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.load.Tally;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.load.Users.User;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Somebody guesses passwords while others chat.
public final class Flood implements Scenario {
    private static final int LANES = 50;
    private static final int LOGINS_A_SECOND = 1_000;
    private static final int MESSAGES_A_SECOND = 20;
    private static final long WARM_UP_SECONDS = 30;
    private static final long SECONDS = 20;
    private static final int TOO_MANY = 429;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String about() {
        return "20 messages a second between two users, first in quiet, then beside 1,000 wrong logins a second from one "
                + "address, at 50 connections; limits as they come.";
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
        var answered = new AtomicInteger();
        var refused = new AtomicInteger();
        var guessing = Executors.newVirtualThreadPerTaskExecutor();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS + 2);
        for (int lane = 0; lane < LANES; lane++) {
            int number = lane;
            guessing.execute(() -> guess(base, number, end, answered, refused));
        }
        Thread.sleep(1000);
        var flooded = chat(base, users, counting, SECONDS);
        guessing.close();
        return new Figures()
                .with("quiet p50 ms", quiet.millis(0.5))
                .with("quiet p99 ms", quiet.millis(0.99))
                .with("flooded p50 ms", flooded.millis(0.5))
                .with("flooded p99 ms", flooded.millis(0.99))
                .with("p99 flooded by quiet", flooded.millis(0.99) / quiet.millis(0.99))
                .with("logins answered a second", (double) answered.get() / (SECONDS + 2))
                .with("of these 429", (double) refused.get() / Math.max(1, answered.get()))
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

    private static void guess(String base, int number, long end, AtomicInteger answered, AtomicInteger refused) {
        long pause = TimeUnit.SECONDS.toNanos(LANES) / LOGINS_A_SECOND;
        try (var lane = Lane.to(base)) {
            long due = System.nanoTime();
            while (due < end) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                var answer = lane.post(
                                "/api/auth/login",
                                "",
                                "{\"email\":\"guess" + number + "@example.org\",\"password\":\"wrong horse battery\"}")
                        .get(1, TimeUnit.MINUTES);
                answered.incrementAndGet();
                if (answer.status() == TOO_MANY) {
                    refused.incrementAndGet();
                }
                due = Math.max(due + pause, System.nanoTime() - pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("a login was not answered", e);
        }
    }
}
