package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Lane;
import io.chatspace.bench.load.Senders;
import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.load.Tally;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The main job: a REST send that is stored and pushed to its receiver.
public final class Messages implements Scenario {
    private static final int RECEIVERS = 300;
    private static final int SENDERS = 32;
    private static final long WARM_UP_SECONDS = 60;
    private static final long SECONDS = 15;
    private static final long PATIENCE_SECONDS = 120;
    private static int runs;

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String about() {
        return "32 users send as fast as they are answered to 300 users with a socket each: CPU of all server processes and "
                + "Redis, without MongoDB, for each message from the REST call to the write on the receiver's socket. The same "
                + "MongoDB, majority and journaled, behind all.";
    }

    @Override
    public List<String> subjects() {
        return Arrays.stream(ChatServer.Kind.values())
                .map(ChatServer.Kind::title)
                .toList();
    }

    private record User(String id, String token) {}

    @Override
    public Figures run(String subject) throws Exception {
        var kind = Arrays.stream(ChatServer.Kind.values())
                .filter(known -> known.title().equals(subject))
                .findFirst()
                .orElseThrow();
        try (var stores = Stores.start();
                var server = kind.start(stores)) {
            return measure(server);
        }
    }

    private static Figures measure(ChatServer server) throws Exception {
        var users = signUp(server, SENDERS + RECEIVERS);
        var receivers = users.subList(SENDERS, users.size());
        var tally = new Tally(1_000_000);
        try (var sockets = Sockets.open(
                server.sockets(),
                RECEIVERS,
                client -> "{\"token\":\"" + receivers.get(client).token() + "\"}",
                client -> frame -> {
                    if (frame.startsWith("42[\"newMessage\"")) {
                        tally.arrived(frame);
                    }
                })) {
            Thread.sleep(2000);
            send(server, users, tally, WARM_UP_SECONDS);
            int before = tally.arrived();
            long cpu = Usage.cpuMicros(server.pids());
            send(server, users, tally, SECONDS);
            Thread.sleep(1000);
            long used = Usage.cpuMicros(server.pids()) - cpu;
            int count = tally.arrived() - before;
            return new Figures()
                    .with("CPU us a message", (double) used / count)
                    .with("messages a second", (double) count / SECONDS)
                    .with("p50 ms", tally.millis(0.5))
                    .with("p99 ms", tally.millis(0.99))
                    .with("lost", tally.sent() - tally.arrived())
                    .with("doubled", tally.doubled());
        }
    }

    private static List<User> signUp(ChatServer server, int count) throws Exception {
        var users = new ArrayList<User>();
        runs++;
        try (var lane = Lane.to(server.base())) {
            for (int i = 0; i < count; i++) {
                var answer = lane.post(
                                "/api/auth/signup",
                                "",
                                "{\"fullName\":\"User " + i + "\",\"email\":\"user" + i + "." + runs
                                        + "@example.org\",\"password\":\"correct horse battery\"}")
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (answer.status() != 201) {
                    throw new IllegalStateException("no sign-up: " + answer);
                }
                users.add(new User(field(answer.body(), "_id"), field(answer.body(), "token")));
            }
        }
        return users;
    }

    private static String field(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }

    private static void send(ChatServer server, List<User> users, Tally tally, long seconds) throws Exception {
        Senders.run(server.base(), SENDERS, seconds, tally, (lane, sender, turn, text) -> {
            var to = users.get(SENDERS + turn % RECEIVERS).id();
            return lane.post("/api/messages/send/" + to, users.get(sender).token(), "{\"text\":\"" + text + "\"}")
                    .thenAccept(answer -> {
                        if (answer.status() != 201 && answer.status() != 200) {
                            throw new IllegalStateException("not sent: " + answer);
                        }
                    });
        });
    }
}
