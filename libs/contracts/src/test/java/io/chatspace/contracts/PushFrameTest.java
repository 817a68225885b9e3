package io.chatspace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushFrameTest {
    @Test
    void parseShouldReturnWhatFormatWrote() {
        var frame = new PushFrame("1700000000000-3", "newMessage", "[{\"text\":\"a b ] c\"}]");

        assertThat(PushFrame.parse(frame.format())).isEqualTo(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 ",
                "2 1-0 e []",
                "1 1-0 e",
                "1 1-0 e ",
                "1 1-0 e {}",
                "1 1-0 e [",
                "1  e []",
                "1 1-0  []"
            })
    void parseShouldRefuseWhatIsNotAFrameOfThisVersion(String text) {
        assertThat(PushFrame.parse(text)).isNull();
    }
}
