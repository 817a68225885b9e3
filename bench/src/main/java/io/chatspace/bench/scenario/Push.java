package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Senders;
import io.chatspace.bench.load.Tally;
import io.chatspace.bench.subject.SocketServer;
import io.chatspace.bench.subject.Usage;

/// An HTTP POST that becomes one event for one socket.
public final class Push extends SocketScenario {
    private static final int RECEIVERS = 300;
    private static final int SENDERS = 32;
    private static final long WARM_UP_SECONDS = 20;
    private static final long SECONDS = 10;

    @Override
    public String name() {
        return "push";
    }

    @Override
    public String about() {
        return "32 senders POST as fast as they are answered, each call becomes one event for one of 300 sockets: CPU of the "
                + "server process for each event, the HTTP call included.";
    }

    @Override
    Figures measure(SocketServer server) throws Exception {
        var tally = new Tally(2_000_000);
        try (var sockets = joined(server, RECEIVERS, tally::arrived)) {
            send(server, tally, WARM_UP_SECONDS);
            int before = tally.arrived();
            long cpu = Usage.cpuMicros(server.pids());
            send(server, tally, SECONDS);
            Thread.sleep(500);
            long used = Usage.cpuMicros(server.pids()) - cpu;
            int count = tally.arrived() - before;
            return new Figures()
                    .with("CPU us a push", (double) used / count)
                    .with("pushes a second", (double) count / SECONDS)
                    .with("lost", tally.sent() - tally.arrived())
                    .with("doubled", tally.doubled());
        }
    }

    private static void send(SocketServer server, Tally tally, long seconds) throws Exception {
        Senders.run(
                server.base(),
                SENDERS,
                seconds,
                tally,
                (lane, sender, turn, text) -> lane.post("/push/" + turn % RECEIVERS, "", text));
    }
}
