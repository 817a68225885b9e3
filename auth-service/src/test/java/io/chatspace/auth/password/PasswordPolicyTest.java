package io.chatspace.auth.password;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PasswordPolicyTest {
    private final PasswordPolicy policy =
            new PasswordPolicy(new PasswordProperties(8, 128, DataSize.ofMegabytes(19), 2, 1, true, 1));

    @ParameterizedTest
    @ValueSource(strings = {"password", "PASSWORD", "12345678", "Password1", "qwertyuiop", "zzzzzzzzzzzz", "        "})
    void commonPasswordsShouldBeRefusedInAnyCase(String password) {
        assertThatThrownBy(() -> policy.check(password)).isInstanceOf(PasswordError.TooCommon.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "pässwörter!", "🔑🔒🔓🗝🔑🔒🔓🗝", "a passphrase of many words"})
    void othersShouldBeTaken(String password) {
        assertThatCode(() -> policy.check(password)).doesNotThrowAnyException();
    }

    @Test
    void lengthShouldBeCountedInCodePoints() {
        assertThatThrownBy(() -> policy.check("🔑🔒🔓🗝")).isInstanceOf(PasswordError.TooShort.class);
        assertThatThrownBy(() -> policy.check("🔑🔒".repeat(65))).isInstanceOf(PasswordError.TooLong.class);
        assertThatCode(() -> policy.check("🔑🔒".repeat(64))).doesNotThrowAnyException();
    }

    @Test
    void commonPasswordsShouldBeTakenWhereConfigured() {
        var lenient = new PasswordPolicy(new PasswordProperties(8, 128, DataSize.ofMegabytes(19), 2, 1, false, 1));

        assertThatCode(() -> lenient.check("password")).doesNotThrowAnyException();
    }
}
