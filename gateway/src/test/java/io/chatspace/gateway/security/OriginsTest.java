package io.chatspace.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
    @Test
    void ourOwnOriginShouldAlwaysBeAllowed() {
        var origins = new Origins(List.of());

        assertThat(origins.allow("https://chat.example", "chat.example")).isTrue();
        assertThat(origins.allow("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(origins.allow(null, "chat.example")).isTrue();
    }

    @Test
    void strangersShouldBeRefusedUnlessListed() {
        var origins = new Origins(List.of("https://app.example", "http://localhost:[*]"));

        assertThat(origins.allow("https://evil.example", "chat.example")).isFalse();
        assertThat(origins.allow("null", "chat.example")).isFalse();
        assertThat(origins.allow("https://app.example", "chat.example")).isTrue();
        assertThat(origins.allow("http://localhost:5173", "chat.example")).isTrue();
        assertThat(origins.allow("https://app.example.evil.example", "chat.example"))
                .isFalse();
    }
}
