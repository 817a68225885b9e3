package io.chatspace.socketio.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import tools.jackson.databind.json.JsonMapper;

/// Any text and any mutation of a good packet is read, or refused with the one error that is meant for it.
class PacketReaderFuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> GOOD = List.of(
            "0",
            "0/admin,{\"token\":\"x\"}",
            "1/admin,",
            "2[\"e\",1,{\"a\":[null]}]",
            "2/n,12[\"e\"]",
            "312[\"x\"]",
            "52-[\"e\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            "61-7[{\"_placeholder\":true,\"num\":0}]",
            "2[\"__proto__\",{\"__proto__\":{\"_placeholder\":true}}]");
    private static final String ALPHABET = "0123456789-/,[]{}\"\\:_truefalsnum \u0000\u20ac\ud83d";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private String mutated() {
        StringBuilder text = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
        for (int i = 0; i < random.nextInt(4); i++) {
            int at = random.nextInt(text.length() + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, c);
                case 1 -> text.setLength(at);
                case 2 -> text.append(GOOD.get(random.nextInt(GOOD.size())));
                default -> {
                    if (at < text.length()) {
                        text.setCharAt(at, c);
                    }
                }
            }
        }
        return text.toString();
    }

    @RepeatedTest(2_000)
    void aMutatedPacketShouldBeReadOrRefused() {
        PacketReader reader = new PacketReader(JSON, 10);
        try {
            for (int i = 0; i < 5; i++) {
                Packet packet =
                        random.nextInt(3) == 0 ? reader.binary(new byte[random.nextInt(4)]) : reader.text(mutated());
                if (packet != null) {
                    assertThat(packet.namespace()).isNotNull();
                }
            }
        } catch (MalformedPacket e) {
            assertThat(e.getStackTrace()).isEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
