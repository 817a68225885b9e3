package io.chatspace.presence.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeIdentityTest {
    private static NodeIdentity identity(String id, String url) {
        return new NodeIdentity(new NodeProperties(id, url, 10, Duration.ofSeconds(6), Duration.ofSeconds(20)));
    }

    @Test
    void addressShouldBeTheOneGiven() {
        assertThat(identity("one", "http://pod-1.example:80").url(8083)).isEqualTo("http://pod-1.example:80");
    }

    @Test
    void addressShouldBeThisMachinesWhereNoneIsGiven() {
        var url = URI.create(identity("", "").url(8083));

        assertThat(url.getHost()).isNotBlank();
        assertThat(url.getPort()).isEqualTo(8083);
    }

    @Test
    void addressOfIpv6ShouldStandInBrackets() throws UnknownHostException {
        assertThat(NodeIdentity.url(InetAddress.getByName("fd00::7"), 8083))
                .isEqualTo("http://[fd00:0:0:0:0:0:0:7]:8083");
        assertThat(NodeIdentity.url(InetAddress.getByName("172.18.0.5"), 8083)).isEqualTo("http://172.18.0.5:8083");
    }

    @Test
    void idsShouldDifferFromStartToStart() {
        assertThat(identity("", "").id()).isNotEqualTo(identity("", "").id()).matches("[a-z0-9-]{1,32}");
    }
}
