package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Sockets;
import io.chatspace.bench.subject.SocketServer;
import java.util.List;
import java.util.function.Consumer;

/// On the socket layer alone: ours, two peers, and two floors that know nothing of Socket.IO.
abstract class SocketScenario implements Scenario {
    private static final List<SocketServer.Kind> KINDS = List.of(
            SocketServer.OURS, SocketServer.NETTY_SOCKETIO, SocketServer.NODE, SocketServer.FLOOR, SocketServer.RAW);

    @Override
    public List<String> subjects() {
        return KINDS.stream().map(SocketServer.Kind::name).toList();
    }

    @Override
    public Figures run(String subject) throws Exception {
        var kind = KINDS.stream()
                .filter(known -> known.name().equals(subject))
                .findFirst()
                .orElseThrow();
        try (var server = SocketServer.start(kind)) {
            return measure(server);
        }
    }

    abstract Figures measure(SocketServer server) throws Exception;

    /// Connected clients, each in the room of its number.
    static Sockets joined(SocketServer server, int count, Consumer<String> events) throws Exception {
        var sockets = Sockets.open(server.sockets(), count, client -> "", events);
        for (int i = 0; i < count; i++) {
            sockets.all().get(i).emit("[\"join\",\"" + i + "\"]");
        }
        Thread.sleep(1000);
        return sockets;
    }
}
