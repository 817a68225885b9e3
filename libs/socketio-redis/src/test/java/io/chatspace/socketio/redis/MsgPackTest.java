package io.chatspace.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class MsgPackTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[true,false,0,127,128,255,256,65535,65536,4294967295,4294967296,-1,-32,-33,-128,-129,-32769,-2147483649]",
                "{\"a\":{\"b\":[1.5,-0.25,\"\u20ac\"]},\"\":\"\"}",
            })
    void whatWasWrittenShouldBeReadBack(String text) {
        JsonNode node = JSON.readTree(text);
        assertThat(MsgPackReader.read(MsgPackWriter.write(node)).toString()).isEqualTo(node.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 31, 32, 255, 256, 65_535, 65_536})
    void everyLengthShouldBeReadBack(int length) {
        var nodes = JsonNodeFactory.instance;
        var array = nodes.arrayNode().add("x".repeat(length)).add(new byte[length]);
        var longArray = array.addArray();
        for (int i = 0; i < length; i++) {
            longArray.add(1);
        }

        JsonNode back = MsgPackReader.read(MsgPackWriter.write(array));

        assertThat(back.get(0).stringValue()).hasSize(length);
        assertThat(back.get(1).binaryValue()).hasSize(length);
        assertThat(back.get(2)).isEqualTo(longArray);
    }

    @ParameterizedTest
    @CsvSource({"d40000, null", "cb4000000000000000, 2", "cc80, 128", "cd0100, 256", "d0ff, -1", "d1ff00, -256"})
    void whatNodeWritesShouldBeRead(String hex, String json) {
        assertThat(MsgPackReader.read(HexFormat.of().parseHex(hex)).toString()).isEqualTo(json);
    }

    @Test
    void anyBytesShouldBeReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            try {
                MsgPackReader.read(bytes);
            } catch (IllegalArgumentException e) {
                // the one family of errors that is allowed
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void nestingWithoutEndShouldBeRefused() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x91);
        assertThatThrownBy(() -> MsgPackReader.read(deep)).isInstanceOf(IllegalArgumentException.class);
    }
}
