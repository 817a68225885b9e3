package io.chatspace.standalone.store;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.GuardedProcess;
import io.chatspace.standalone.process.Pause;
import io.chatspace.standalone.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A real redis-server on a loopback port of its own, in memory only: it holds who is online, what is on its way and
/// what
/// was revoked lately, all of which the services can make anew. Ends with this JVM ([GuardedProcess]).
public final class EmbeddedRedis implements Redis {
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final int TRIES = 3;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PONG = "+PONG";

    private final GuardedProcess process;
    private final int port;

    private EmbeddedRedis(GuardedProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts one and waits until it answers.
    public static EmbeddedRedis start(DataDirectory data, Ports ports) {
        var binary = RedisBinary.in(data.directory("bin"));
        var log = data.log("redis");
        for (int i = 0; i < TRIES; i++) {
            int port = ports.next();
            var process = GuardedProcess.start(command(binary, port, data.directory("run")), Map.of(), log);
            if (answers(process, port)) {
                return new EmbeddedRedis(process, port);
            }
            process.close();
        }
        throw new StartFailure("redis-server (" + binary + ") did not start: " + log
                + " says why. REDIS_URL can name one that runs already.");
    }

    @Override
    public Map<String, Long> pids() {
        return Map.of("redis", process.pid());
    }

    @Override
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public String summary() {
        return "embedded " + RedisBinary.VERSION + " on port " + port + " (pid " + process.pid() + "), in memory";
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(Path binary, int port, Path directory) {
        return List.of(
                binary.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no");
    }

    private static boolean answers(GuardedProcess process, int port) {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.alive() && System.nanoTime() < deadline) {
            if (pings(port)) {
                // Another's server on this port would answer too, but then ours could not stay.
                return process.alive();
            }
            Pause.briefly();
        }
        return false;
    }

    private static boolean pings(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(PING);
            var answer = socket.getInputStream().readNBytes(PONG.length());
            return PONG.equals(new String(answer, StandardCharsets.US_ASCII));
        } catch (IOException _) {
            return false;
        }
    }
}
