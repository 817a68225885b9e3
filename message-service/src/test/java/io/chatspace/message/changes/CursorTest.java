package io.chatspace.message.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void parseShouldReturnWhatFormatWrote() {
        var cursor = new Cursor(
                Instant.ofEpochMilli(1_800_000_000_123L),
                new ObjectId(),
                Instant.ofEpochMilli(1_799_999_999_000L),
                true);

        assertThat(Cursor.parse(cursor.format())).isEqualTo(cursor);
        assertThat(cursor.format()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 1 000000000000000000000000 1",
                "2 1 000000000000000000000000 1 l",
                "1 -1 000000000000000000000000 1 l",
                "1 1 00000000000000000000000g 1 l",
                "1 1 000000000000000000000000 1 x",
                "1 9999999999999999 000000000000000000000000 1 l",
                "1 1 000000000000000000000000 1 l "
            })
    void parseShouldRefuseWhatIsNotACursor(String text) {
        var encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> Cursor.parse(encoded)).isInstanceOf(ChangesError.InvalidCursor.class);
    }

    @Test
    void parseShouldRefuseAnyBytesInTheSameWay() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var text = random.ints(random.nextInt(60), 1, 300)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThatThrownBy(() -> Cursor.parse(text))
                    .as("seed %d", seed)
                    .isInstanceOf(ChangesError.InvalidCursor.class);
        }
    }
}
