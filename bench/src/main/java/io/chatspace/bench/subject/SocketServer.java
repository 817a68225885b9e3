package io.chatspace.bench.subject;

import io.chatspace.bench.load.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server of the socket layer alone. A client says `["join",ROOM]`; `POST /push/ROOM` emits `newMessage` with the
/// body's text to that room, `POST /all` to everybody.
public final class SocketServer implements AutoCloseable {
    public static final Kind OURS = new Kind("ChatSpace socketio", "ChatSpacePush");
    public static final Kind NETTY_SOCKETIO = new Kind("netty-socketio 2.0.14", "NettySocketIoPush");
    public static final Kind FLOOR = new Kind("bare Reactor Netty ws", "ReactorNettyPush");
    public static final Kind RAW = new Kind("raw Netty pipeline", "NettyPush");
    public static final Kind NODE = new Kind("socket.io 4 on Node", "");

    private final Started process;
    private final int port;
    private final boolean node;
    private final boolean beside;

    /// @param main the class that starts it; empty for the Node program
    public record Kind(String name, String main) {}

    private SocketServer(Started process, int port, boolean node, boolean beside) {
        this.process = process;
        this.port = port;
        this.node = node;
        this.beside = beside;
    }

    public static SocketServer start(Kind kind) throws Exception {
        int port = Started.freePort();
        boolean node = kind.main().isEmpty();
        var command = new ArrayList<String>();
        if (node) {
            command.addAll(List.of("node", "--expose-gc", "push.mjs", Integer.toString(port)));
        } else {
            command.add(Checkout.java());
            command.addAll(Checkout.JAVA_OPTIONS);
            command.addAll(List.of(
                    "-cp", Checkout.classPath(), "io.chatspace.bench.peer." + kind.main(), Integer.toString(port)));
        }
        var folder = Checkout.home().resolve("bench/peers");
        boolean beside = kind.equals(NETTY_SOCKETIO) || kind.equals(RAW);
        return new SocketServer(Started.of(command, Map.of(), folder).awaitPort(port), port, node, beside);
    }

    public String base() {
        return "http://127.0.0.1:" + port;
    }

    /// Where clients connect: a port of their own where it takes nothing but sockets.
    public String sockets() {
        return "http://127.0.0.1:" + (port + (beside ? 1 : 0));
    }

    public List<Long> pids() {
        return List.of(process.pid());
    }

    /// Bytes of what is reachable, after a full collection.
    public long liveHeap() throws Exception {
        if (node) {
            try (var lane = Lane.to(base())) {
                return Long.parseLong(
                        lane.get("/heap", "").get(60, TimeUnit.SECONDS).body().strip());
            }
        }
        return Usage.liveHeap(process.pid());
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
