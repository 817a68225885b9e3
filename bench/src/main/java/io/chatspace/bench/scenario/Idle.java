package io.chatspace.bench.scenario;

import io.chatspace.bench.subject.SocketServer;
import io.chatspace.bench.subject.Usage;

/// What a socket costs while nothing happens.
public final class Idle extends SocketScenario {
    private static final int SOCKETS = 18_000;
    private static final long SETTLE_MILLIS = 5_000;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String about() {
        return "18,000 connected WebSockets that do nothing: live heap (after a full collection) and resident memory, less the "
                + "empty server's, for each.";
    }

    @Override
    Figures measure(SocketServer server) throws Exception {
        long heap = server.liveHeap();
        long resident = Usage.residentKiB(server.pids());
        try (var many = joined(server, SOCKETS, event -> {})) {
            Thread.sleep(SETTLE_MILLIS);
            double grownResident = Usage.residentKiB(server.pids()) - resident;
            double grownHeap = server.liveHeap() - heap;
            int count = many.all().size();
            return new Figures()
                    .with("live heap KiB a socket", grownHeap / 1024 / count)
                    .with("resident KiB a socket", grownResident / count);
        }
    }
}
