package io.chatspace.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressTest {
    private final ClientAddress direct = new ClientAddress(List.of());
    private final ClientAddress proxied = new ClientAddress(List.of("10.0.0.9", "10.0.0.8"));

    @Test
    void whatAStrangerForwardsShouldNotCount() {
        assertThat(direct.of(from("10.0.0.9", "1.2.3.4"))).isEqualTo("10.0.0.9");
        assertThat(proxied.of(from("192.0.2.1", "1.2.3.4"))).isEqualTo("192.0.2.1");
    }

    @Test
    void nearestHopThatIsNotAProxyShouldCount() {
        assertThat(proxied.of(from("10.0.0.9", "6.6.6.6, 1.2.3.4, 10.0.0.8"))).isEqualTo("1.2.3.4");
        assertThat(proxied.of(from("10.0.0.9", "10.0.0.8"))).isEqualTo("10.0.0.8");
        assertThat(proxied.of(from("10.0.0.9", " , "))).isEqualTo("10.0.0.9");
    }

    @Test
    void addressesOfOneIpv6NetworkShouldCountAsOne() {
        var one = direct.of(from("2001:db8:1:2::1", ""));

        assertThat(direct.of(from("2001:db8:1:2:ffff::9", ""))).isEqualTo(one);
        assertThat(direct.of(from("2001:db8:1:3::1", ""))).isNotEqualTo(one);
    }

    @Test
    void garbageOfAProxyShouldStayAsItIs() {
        assertThat(proxied.of(from("10.0.0.9", "not:an:address"))).isEqualTo("not:an:address");
    }

    private static MockServerHttpRequest from(String remote, String forwarded) {
        return MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(remote, 1234))
                .header("X-Forwarded-For", forwarded)
                .build();
    }
}
