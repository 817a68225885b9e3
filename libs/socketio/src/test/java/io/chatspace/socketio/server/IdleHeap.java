package io.chatspace.socketio.server;

import io.chatspace.engineio.server.EngineOptions;
import io.chatspace.engineio.transport.NettyMount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// Measures what one idle WebSocket, connected to the main namespace, keeps alive: heap after GC and resident
/// memory of the server's process, less the empty server, divided by the sockets. Clients are another process on
/// 127.0.0.x.
///
/// `IdleHeap 10000`; run with `-XX:+UseSerialGC -Xmx512m`.
final class IdleHeap {
    private static final int PER_ADDRESS = 5_000;

    private IdleHeap() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("clients")) {
            clients(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            return;
        }
        int sockets = Integer.parseInt(args[0]);
        SocketServer server = SocketServer.builder()
                .engine(EngineOptions.builder()
                        .path(TestServer.PATH)
                        .pingInterval(Duration.ofMinutes(10))
                        .build())
                .build();
        server.of("/").onConnection(socket -> socket.join(Room.of("user-" + socket.id())));
        DisposableServer http = HttpServer.create()
                .port(0)
                .doOnChannelInit(NettyMount.of(server.engine()))
                .handle((request, response) -> response.sendNotFound())
                .bindNow();
        run(http.port(), 200, server); // what is loaded once is not a socket's
        long emptyHeap = heap();
        long emptyResident = resident();
        Process clients = start(http.port(), sockets);
        while (server.of("/").sockets().size() < sockets) {
            Thread.sleep(100);
        }
        long heap = heap();
        long resident = resident();
        System.out.printf(
                "%d sockets: %d bytes of live heap, %d bytes resident each%n",
                sockets, (heap - emptyHeap) / sockets, (resident - emptyResident) / sockets);
        clients.destroy();
        System.exit(0);
    }

    private static void run(int port, int sockets, SocketServer server) throws Exception {
        Process warm = start(port, sockets);
        while (server.of("/").sockets().size() < sockets) {
            Thread.sleep(50);
        }
        warm.destroy();
        while (server.sessions() > 0) {
            Thread.sleep(50);
        }
    }

    private static Process start(int port, int sockets) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleHeap.class.getName(),
                        "clients",
                        Integer.toString(port),
                        Integer.toString(sockets))
                .inheritIO()
                .start();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    private static void clients(int port, int sockets) throws Exception {
        List<SocketChannel> open = new ArrayList<>();
        ByteBuffer in = ByteBuffer.allocate(4096);
        for (int i = 0; i < sockets; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + (2 + i / PER_ADDRESS)), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.write(ascii("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36\r\n"
                    + "Origin: https://chat.example\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n"));
            until(channel, in, "maxPayload");
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0'}));
            until(channel, in, "40{");
            open.add(channel);
        }
        Thread.sleep(Duration.ofMinutes(10));
        for (SocketChannel channel : open) {
            channel.close();
        }
    }

    private static void until(SocketChannel channel, ByteBuffer in, String wanted) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(wanted) < 0) {
            in.clear();
            if (channel.read(in) < 0) {
                throw new IOException("closed after " + seen);
            }
            seen.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
