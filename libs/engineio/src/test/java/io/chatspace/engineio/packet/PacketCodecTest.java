package io.chatspace.engineio.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {
    @ParameterizedTest
    @ValueSource(strings = {"bAQI=", "bAQI", "bAQI=\n", "bAQ\r\nI=\r\n"})
    void base64ShouldBeReadWithOrWithoutPaddingAndLineBreaks(String packet) throws Exception {
        assertThat(PacketCodec.decode(packet))
                .isInstanceOfSatisfying(
                        Packet.Binary.class, binary -> assertThat(binary.data()).containsExactly(1, 2));
    }
}
