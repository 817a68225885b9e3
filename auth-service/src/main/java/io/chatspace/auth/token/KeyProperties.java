package io.chatspace.auth.token;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How signing keys are kept and changed.
///
/// @param rotateEvery   how long a key signs; 30 days
/// @param publishAhead  how long a key is published before it signs; 10 min, which is longer than any service goes
///     without asking for keys that it does not know
/// @param reloadEvery   how often a replica looks for keys that others made; 1 min, must be shorter than `publishAhead`
/// @param encryptionKey 32 bytes in Base64, seals the private keys in the database; without it they are in the clear
@Validated
@ConfigurationProperties("chatspace.auth.keys")
record KeyProperties(
        @DefaultValue("30d") @DurationMin(seconds = 1) Duration rotateEvery,
        @DefaultValue("10m") @DurationMin(millis = 100) Duration publishAhead,
        @DefaultValue("1m") @DurationMin(millis = 10) Duration reloadEvery,
        @Nullable String encryptionKey) {
    KeyProperties {
        if (reloadEvery.compareTo(publishAhead) >= 0) {
            throw new IllegalArgumentException(
                    "chatspace.auth.keys.reload-every must be shorter than chatspace.auth.keys.publish-ahead");
        }
    }

    @Override
    public String toString() {
        return "KeyProperties";
    }
}
