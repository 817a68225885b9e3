package io.chatspace.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCipherTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    @Test
    void sealedKeyShouldShowNothingAndOpenAgain() {
        var cipher = cipher(KEY);

        var sealed = cipher.seal(1, "{\"d\":\"secret\"}");

        assertThat(KeyCipher.isSealed(sealed)).isTrue();
        assertThat(sealed).doesNotContain("secret").isNotEqualTo(cipher.seal(1, "{\"d\":\"secret\"}"));
        assertThat(cipher.open(1, sealed)).isEqualTo("{\"d\":\"secret\"}");
    }

    @Test
    void sealedKeyShouldNotOpenUnderAnotherKeyOrNumberOrChanged() {
        var sealed = cipher(KEY).seal(1, "secret");

        assertThatThrownBy(() -> cipher(OTHER_KEY).open(1, sealed))
                .hasMessageContaining("CHATSPACE_KEY_ENCRYPTION_KEY");
        assertThatThrownBy(() -> cipher(KEY).open(2, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher(null).open(1, sealed)).hasMessageContaining("CHATSPACE_KEY_ENCRYPTION_KEY");
        var changed = sealed.substring(0, sealed.length() - 8) + "AAAAAAA=";
        assertThatThrownBy(() -> cipher(KEY).open(1, changed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutAKeyNothingShouldBeSealedAndKeysInTheClearShouldBeReadWithOne() {
        assertThat(cipher(null).seal(1, "clear")).isEqualTo("clear");
        assertThat(cipher("").seals()).isFalse();
        assertThat(cipher(KEY).open(1, "clear")).isEqualTo("clear");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "not base64!", "AAAA"})
    void badKeyShouldStopTheStartAndSayWhichSettingItIs(String key) {
        assertThatThrownBy(() -> cipher(key)).hasMessageContaining("chatspace.auth.keys.encryption-key");
    }

    private static KeyCipher cipher(@Nullable String key) {
        return new KeyCipher(
                new KeyProperties(Duration.ofDays(30), Duration.ofMinutes(10), Duration.ofMinutes(1), key));
    }
}
