package io.chatspace.auth.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.c",
                "ann@localhost",
                "Ann.O'Hara+chat@Mail.Example.org",
                "jörg@müller.example",
                "x_y-z@a-b.example"
            })
    void addressShouldBeKept(String text) {
        assertThat(requireNonNull(Email.parse(text)).address()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann",
                "@",
                "a@",
                "@b",
                "a@@b",
                "a b@c.d",
                "a@b..c",
                "a@-b.c",
                "a@b-.c",
                "a@b.c.",
                "a\n@b.c",
                "a@b\u0000.c",
                "<a@b.c>",
                "a@b.c,d@e.f",
                "a@b c"
            })
    void whatIsNoAddressShouldNotBeTaken(String text) {
        assertThat(Email.parse(text)).isNull();
    }

    @Test
    void addressesShouldBeComparedWithoutCaseAndInOneUnicodeForm() {
        assertThat(requireNonNull(Email.parse(" ANN@Example.ORG ")).key()).isEqualTo("ann@example.org");
        assertThat(requireNonNull(Email.parse("Jo\u0308rg@example.org")).key())
                .isEqualTo(requireNonNull(Email.parse("j\u00f6rg@example.org")).key());
    }

    @Test
    void hostileAddressShouldBeJudgedInTime() {
        assertThat(Email.parse("a@" + "a-".repeat(100_000))).isNull();
        assertThat(Email.parse("a@" + "a".repeat(200) + "!")).isNull();
    }
}
