package io.chatspace.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class EdgeHeadersTest {
    private final InetSocketAddress peer = new InetSocketAddress("10.0.0.9", 1234);

    @Test
    void whatACallerSaysOfItselfShouldBeDropped() {
        var headers = headersOfALiar();

        new EdgeHeaders(List.of()).rewrite(headers, peer, "http");

        assertThat(headers.getFirst("X-Forwarded-For")).isEqualTo("10.0.0.9");
        assertThat(headers.getFirst("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(headers.getFirst("X-Forwarded-Host")).isEqualTo("chat.example");
        assertThat(headers.headerNames())
                .doesNotContain("X-User-Id", "X-Internal-Token", "Forwarded", "Origin", "X-Real-IP");
    }

    @Test
    void trustedProxyShouldBeBelieved() {
        var headers = headersOfALiar();

        new EdgeHeaders(List.of("10.0.0.9")).rewrite(headers, peer, "http");

        assertThat(headers.getFirst("X-Forwarded-For")).isEqualTo("1.2.3.4, 10.0.0.9");
        assertThat(headers.getFirst("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(headers.getFirst("X-Forwarded-Host")).isEqualTo("public.example");
        assertThat(headers.headerNames()).doesNotContain("X-User-Id");
    }

    private static HttpHeaders headersOfALiar() {
        var headers = new HttpHeaders();
        headers.set("Host", "chat.example");
        headers.set("x-forwarded-for", "1.2.3.4");
        headers.set("X-Forwarded-Proto", "https");
        headers.set("X-Forwarded-Host", "public.example");
        headers.set("Forwarded", "for=1.2.3.4");
        headers.set("X-Real-IP", "1.2.3.4");
        headers.set("X-User-Id", "admin");
        headers.set("X-Internal-Token", "x");
        headers.set("Origin", "https://chat.example");
        return headers;
    }
}
