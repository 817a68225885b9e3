package io.chatspace.auth.token;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long tokens live.
///
/// @param accessTtl      of the one token that a client gets which knows nothing of refreshing; 24 h
/// @param shortAccessTtl of a token that its client can refresh; 15 min
@Validated
@ConfigurationProperties("chatspace.auth")
public record TokenProperties(
        @DefaultValue("24h") @DurationMax(days = 90) @DurationMin(seconds = 1)
        Duration accessTtl,

        @DefaultValue("15m") @DurationMax(days = 1) @DurationMin(seconds = 1)
        Duration shortAccessTtl) {
    /// After that long every token made now has expired.
    public Duration longestTtl() {
        return accessTtl.compareTo(shortAccessTtl) > 0 ? accessTtl : shortAccessTtl;
    }
}
