package io.chatspace.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoOptionsTest {
    @Test
    void everyFlagShouldBeRead() {
        EchoOptions options = EchoOptions.parse(
                "--port",
                "3001",
                "--path",
                "/x",
                "--ping-interval",
                "300",
                "--ping-timeout=200",
                "--max-payload",
                "1000000",
                "--engine-only");

        assertThat(options)
                .isEqualTo(
                        new EchoOptions(3001, "/x/", Duration.ofMillis(300), Duration.ofMillis(200), 1_000_000, true));
    }

    @Test
    void thePathShouldFollowTheKindOfServer() {
        assertThat(EchoOptions.parse().path()).isEqualTo("/socket.io/");
        assertThat(EchoOptions.parse("--engine-only").path()).isEqualTo("/engine.io/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=x", "--port=70000", "--ping-timeout=0", "--nothing=1", "--port"})
    void aMistakeShouldBeToldInASentence(String flag) {
        assertThatThrownBy(() -> EchoOptions.parse(flag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(flag.replaceAll("=.*", ""));
    }
}
