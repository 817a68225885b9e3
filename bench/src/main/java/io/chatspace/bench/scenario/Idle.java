package io.chatspace.bench.scenario;

import io.chatspace.bench.subject.SocketServer;
import io.chatspace.bench.subject.Usage;

/// What a socket costs while nothing happens.
public final class Idle extends SocketScenario {
    private static final int SOCKETS = 10_000;
    private static final long SETTLE_MILLIS = 5_000;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String about() {
        return "10,000 connected WebSockets that do nothing: live heap (after a full collection) and resident memory, less the "
                + "empty server's, for each.";
    }

    @Override
    Figures measure(SocketServer server) throws Exception {
        try (var few = joined(server, 100, event -> {})) {
            long heap = server.liveHeap();
            long resident = Usage.residentKiB(server.pids());
            try (var many = joined(server, SOCKETS, event -> {})) {
                Thread.sleep(SETTLE_MILLIS);
                double grownResident = Usage.residentKiB(server.pids()) - resident;
                double grownHeap = server.liveHeap() - heap;
                return new Figures()
                        .with(
                                "live heap KiB a socket",
                                grownHeap / 1024 / many.all().size())
                        .with(
                                "resident KiB a socket",
                                grownResident / many.all().size());
            }
        }
    }
}
