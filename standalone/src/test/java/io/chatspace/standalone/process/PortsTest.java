package io.chatspace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void eachPortShouldBeGivenOnce() {
        var ports = new Ports(new Random(1));

        var given = Stream.generate(ports::next).limit(200).toList();

        assertThat(given).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void portThatSomethingListensOnShouldNotBeFree() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.free(InetAddress.getLoopbackAddress(), taken.getLocalPort()))
                    .isFalse();
            assertThat(Ports.free(null, taken.getLocalPort())).isFalse();
            assertThat(Ports.listening(taken.getLocalPort())).isTrue();
        }
    }

    @Test
    void takenPortShouldNotBeGiven() throws IOException {
        int first = new Ports(new Random(7)).next();

        try (var _ = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new Ports(new Random(7)).next()).isNotEqualTo(first);
        }
    }
}
