package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Lane;
import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// The gateway's own part in a socket.
public final class Relay implements Scenario {
    private static final int USERS = 50;
    private static final int SOCKETS = 5_000;
    private static final int EVENTS = 60;
    private static final int WARM_UP = 30;
    private static final long SETTLE_MILLIS = 5_000;
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String about() {
        return "5,000 sockets through the gateway: what the gateway's process keeps alive for each (live heap after a full "
                + "collection, resident), and its CPU for each of 300,000 events that one switch after the other sends to "
                + "all of them.";
    }

    @Override
    public List<String> subjects() {
        return List.of(ChatServer.Kind.OURS.title());
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.Kind.titled(subject).start(stores)) {
            return measure(server, server.pid("gateway"));
        }
    }

    private static Figures measure(ChatServer server, long gateway) throws Exception {
        var users = Users.signUp(server.base(), USERS);
        var heard = new LongAdder();
        long heap = Usage.liveHeap(gateway);
        long resident = Usage.residentKiB(List.of(gateway));
        try (var sockets = Sockets.open(
                        server.base(),
                        SOCKETS,
                        client -> "{\"presence\":\"watch\",\"token\":\""
                                + users.get(client % USERS).token() + "\"}",
                        frame -> {
                            if (frame.startsWith("42[\"aiStatusChanged\"")) {
                                heard.increment();
                            }
                        });
                var lane = Lane.to(server.base())) {
            Thread.sleep(SETTLE_MILLIS);
            double grownHeap = Usage.liveHeap(gateway) - heap;
            double grownResident = Usage.residentKiB(List.of(gateway)) - resident;
            turn(lane, users.getFirst().token(), heard, WARM_UP);
            long cpu = Usage.cpuMicros(List.of(gateway));
            turn(lane, users.getFirst().token(), heard, EVENTS);
            double used = Usage.cpuMicros(List.of(gateway)) - cpu;
            return new Figures()
                    .with("live heap KiB a socket", grownHeap / 1024 / SOCKETS)
                    .with("resident KiB a socket", grownResident / SOCKETS)
                    .with("CPU us an event", used / EVENTS / SOCKETS)
                    .with("events lost", (double) (EVENTS + WARM_UP) * SOCKETS - heard.sum());
        }
    }

    /// The first user is the admin.
    private static void turn(Lane lane, String token, LongAdder heard, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            long due = heard.sum() + SOCKETS;
            var answer = lane.post("/api/ai/limiter", token, "{\"enabled\":" + (i % 2 == 0) + "}")
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.status() != 200) {
                throw new IllegalStateException("not turned: " + answer);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (heard.sum() < due && System.nanoTime() < end) {
                Thread.sleep(1);
            }
        }
    }
}
