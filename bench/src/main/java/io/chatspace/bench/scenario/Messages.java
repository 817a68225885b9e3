package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Senders;
import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.load.Tally;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The main job: a REST send that is stored and pushed to its receiver.
public final class Messages implements Scenario {
    private static final int RECEIVERS = 300;
    private static final int SENDERS = 32;
    private static final long WARM_UP_SECONDS = 60;
    private static final long SECONDS = 15;

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
        return ChatServer.Kind.titles();
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.Kind.titled(subject).start(stores)) {
            return measure(server);
        }
    }

    private static Figures measure(ChatServer server) throws Exception {
        var users = Users.signUp(server.base(), SENDERS + RECEIVERS);
        var receivers = users.subList(SENDERS, users.size());
        var warmUp = new Tally(1_000_000);
        var tally = new Tally(1_000_000);
        var counting = new AtomicReference<>(warmUp);
        try (var sockets = Sockets.open(
                server.sockets(),
                RECEIVERS,
                client -> "{\"token\":\"" + receivers.get(client).token() + "\"}",
                client -> frame -> {
                    if (frame.startsWith("42[\"newMessage\"")) {
                        counting.get().arrived(frame);
                    }
                })) {
            Thread.sleep(2000);
            send(server, users, warmUp, WARM_UP_SECONDS);
            Thread.sleep(1000);
            counting.set(tally);
            long cpu = Usage.cpuMicros(server.pids());
            send(server, users, tally, SECONDS);
            Thread.sleep(1000);
            long used = Usage.cpuMicros(server.pids()) - cpu;
            return new Figures()
                    .with("CPU us a message", (double) used / tally.arrived())
                    .with("messages a second", (double) tally.arrived() / SECONDS)
                    .with("p50 ms", tally.millis(0.5))
                    .with("p99 ms", tally.millis(0.99))
                    .with("lost", warmUp.sent() - warmUp.arrived() + tally.sent() - tally.arrived())
                    .with("doubled", warmUp.doubled() + tally.doubled());
        }
    }

    private static void send(ChatServer server, List<Users.User> users, Tally tally, long seconds) throws Exception {
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
