package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Lane;
import io.chatspace.bench.subject.SocketServer;
import io.chatspace.bench.subject.Usage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// One event for everybody.
public final class Fanout extends SocketScenario {
    private static final int RECEIVERS = 2_000;
    private static final int BROADCASTS = 100;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String about() {
        return "100 broadcasts of 5 KB to 2,000 sockets, one after the other has arrived everywhere: CPU of the server for each "
                + "delivery.";
    }

    @Override
    Figures measure(SocketServer server) throws Exception {
        var arrived = new LongAdder();
        try (var sockets = joined(server, RECEIVERS, event -> arrived.increment());
                var lane = Lane.to(server.base())) {
            broadcast(lane, arrived, BROADCASTS / 5);
            long cpu = Usage.cpuMicros(server.pids());
            broadcast(lane, arrived, BROADCASTS);
            long used = Usage.cpuMicros(server.pids()) - cpu;
            return new Figures().with("CPU us a delivery", (double) used / BROADCASTS / RECEIVERS);
        }
    }

    private static void broadcast(Lane lane, LongAdder arrived, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            long due = arrived.sum() + RECEIVERS;
            lane.post("/all", "", "y".repeat(5_000)).get(60, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (arrived.sum() < due && System.nanoTime() < end) {
                Thread.sleep(1);
            }
        }
    }
}
