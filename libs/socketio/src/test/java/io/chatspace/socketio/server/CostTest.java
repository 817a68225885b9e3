package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.chatspace.engineio.testing.RawWebSocket;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one delivery of a broadcast, and one socket, allocate on the server. Counts, not times: they may not grow
/// unnoticed.
class CostTest {
    private static final int SOCKETS = 50;
    private static final int WARM_UP = 100;
    private static final int BROADCASTS = 100;
    private static final int ROUNDS = 5;

    /// Bytes, before the compiler has taken allocations out: about half of that once it has.
    private static final double RECORDED = 330;

    /// Bytes from the TCP connection to the answered CONNECT of the main namespace, as [#RECORDED] at first.
    private static final double RECORDED_SOCKET = 13_200;

    /// Copies of a packet's text that its one encoding may make, whatever the number of receivers: one for each
    /// receiver
    /// would be 50.
    private static final int COPIES = 10;

    /// Keeps records of its own of every buffer.
    private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();

    private final TestServer server = new TestServer();
    private final List<RawWebSocket> clients = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (RawWebSocket client : clients) {
            client.close();
        }
        server.close();
        ResourceLeakDetector.setLevel(leakDetection);
    }

    @BeforeEach
    void countNothingElse() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @Test
    void aDeliveryShouldAllocateNoMoreThanRecorded() throws Exception {
        for (int i = 0; i < SOCKETS; i++) {
            clients.add(server.connected());
        }
        broadcast("x".repeat(100), WARM_UP);

        double small = perDelivery("x".repeat(100));
        double large = perDelivery("x".repeat(10_000));

        System.out.printf("bytes allocated a delivery: %.0f of 100 characters, %.0f of 10,000%n", small, large);
        assertThat(small).isLessThan(RECORDED * 1.05);
        assertThat(large).isLessThan(RECORDED * 1.05 + COPIES * 10_000.0 / SOCKETS);
    }

    @Test
    void aSocketShouldAllocateNoMoreThanRecorded() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            clients.add(server.connected());
        }

        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            for (int i = 0; i < SOCKETS; i++) {
                clients.add(server.connected());
            }
            least = Math.min(least, (double) (allocated() - before) / SOCKETS);
        }

        System.out.printf("bytes allocated a socket: %.0f%n", least);
        assertThat(least).isLessThan(RECORDED_SOCKET * 1.05);
    }

    /// The least of several rounds: other threads of this JVM have their share in each.
    private double perDelivery(String text) throws Exception {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            broadcast(text, BROADCASTS);
            least = Math.min(least, (double) (allocated() - before) / BROADCASTS / SOCKETS);
        }
        return least;
    }

    private void broadcast(String text, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            server.main().emit("news", text);
            for (RawWebSocket client : clients) {
                assertThat(client.nextMessage()).contains(text);
            }
        }
    }

    /// By all threads but this one, which reads for the clients.
    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] others = Arrays.stream(threads.getAllThreadIds())
                .filter(id -> id != Thread.currentThread().threadId())
                .toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(others))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
