package io.chatspace.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "mongodb://me:s3cret@host:1/?tls=true, mongodb://host:1/",
        "redis://:s3cret@host:2, redis://host:2",
        "mongodb+srv://u:p%40@a.example/db, mongodb+srv://a.example/db",
        "redis://host:2, redis://host:2"
    })
    void shownAddressShouldHoldNoSecret(String url, String shown) {
        assertThat(Addresses.withoutSecrets(url)).isEqualTo(shown);
    }
}
