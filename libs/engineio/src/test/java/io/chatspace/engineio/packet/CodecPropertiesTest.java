package io.chatspace.engineio.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/// What holds for any packet and any text. Each run has a new seed, told when it fails.
class CodecPropertiesTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private String text(int max) {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(max);
        for (int i = 0; i < length; i++) {
            int point = random.nextInt(10) == 0 ? random.nextInt(0x10000, 0x11000) : random.nextInt(1, 0xd800);
            if (point != PayloadCodec.SEPARATOR) {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    private byte[] bytes(int max) {
        byte[] bytes = new byte[random.nextInt(max)];
        random.nextBytes(bytes);
        return bytes;
    }

    @RepeatedTest(200)
    void whatWasEncodedShouldBeDecoded() throws Exception {
        List<Message> messages = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            if (random.nextBoolean()) {
                String text = text(300);
                messages.add(Message.text(text));
                expected.add(text);
            } else {
                byte[] bytes = bytes(300);
                messages.add(Message.binary(bytes));
                expected.add(bytes);
            }
        }

        String v4 = new String(PayloadCodec.encode(messages), StandardCharsets.UTF_8);
        String v3 = new String(PayloadCodecV3.encode(messages), StandardCharsets.UTF_8);

        assertThat(values(PayloadCodec.decode(v4)))
                .as("seed %d", seed)
                .usingRecursiveComparison()
                .isEqualTo(expected);
        assertThat(values(PayloadCodecV3.decode(v3)))
                .as("seed %d", seed)
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    private static List<Object> values(List<Packet> packets) {
        List<Object> values = new ArrayList<>();
        for (Packet packet : packets) {
            switch (packet) {
                case Packet.Text(String data) -> values.add(data);
                case Packet.Binary(byte[] data) -> values.add(data);
                default -> throw new AssertionError(packet.toString());
            }
        }
        return values;
    }

    @RepeatedTest(500)
    void anyTextShouldBeDecodedOrRefused() {
        String alphabet = "0123456789b:\u001e{}[]\",=\u00ff" + text(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(40); i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        attempt(() -> PacketCodec.decode(text.toString()));
        attempt(() -> PayloadCodec.decode(text.toString()));
        attempt(() -> PayloadCodecV3.decode(text.toString()));
        attempt(() -> PayloadCodecV3.decode(bytes(40)));
        attempt(() -> PayloadCodecV3.binary(bytes(3)));
    }

    private interface Attempt {
        Object run() throws MalformedPacket;
    }

    private void attempt(Attempt attempt) {
        try {
            assertThat(attempt.run()).isNotNull();
        } catch (MalformedPacket e) {
            assertThat(e.getStackTrace()).isEmpty();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
