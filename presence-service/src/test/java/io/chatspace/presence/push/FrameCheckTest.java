package io.chatspace.presence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FrameCheckTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FrameCheck check =
            new FrameCheck(JsonMapper.builder().build(), new SkippedMessages(meters, System::nanoTime));

    @Test
    void goodFrameShouldPass() {
        assertThat(check.read("1 5-0 newMessage [{\"receiverId\":\"u\",\"text\":\"]}\"}]", "u"))
                .isNotNull();
        assertThat(check.read("1 - aiStatusChanged [true]", null)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "2 5-0 newMessage [{\"receiverId\":\"u\"}]",
                "1 x newMessage [{\"receiverId\":\"u\"}]",
                "1 5-0 unheardOf [{}]",
                "1 5-0 connect [{}]",
                "1 5-0 newMessage [{\"receiverId\":\"u\"}",
                "1 5-0 newMessage [{\"receiverId\":\"u\"},]",
                "1 5-0 newMessage [{\"receiverId\":\"somebody else\"}]",
                "1 5-0 newMessage []",
                "1 5-0 newMessage [{\"receiverId\":\"u\"}][1]",
            })
    void anythingElseShouldBeCountedAndSkipped(String text) {
        assertThat(check.read(text, "u")).isNull();
        assertThat(meters.counter(SkippedMessages.NAME).count()).isEqualTo(1);
    }
}
