package io.chatspace.standalone.process;

import io.chatspace.standalone.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Hands out loopback ports that nothing listens on, each once.
///
/// They lie below the range from which operating systems take ports of outgoing connections: between the look and the
/// use
/// no connection, ours included, can take one by chance.
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int TRIES = 500;
    private static final int CONNECT_MILLIS = 1_000;

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();

    public Ports(RandomGenerator random) {
        this.random = random;
    }

    public int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + random.nextInt(COUNT);
            if (!given.contains(port) && free(InetAddress.getLoopbackAddress(), port)) {
                given.add(port);
                return port;
            }
        }
        throw new StartFailure("No free port was found between " + FIRST + " and " + (FIRST + COUNT) + ".");
    }

    /// Whether something on this machine listens there.
    public static boolean listening(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether a server could listen there now.
    ///
    /// @param address null for all of this machine's
    public static boolean free(@Nullable InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
