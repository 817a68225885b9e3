package io.chatspace.auth.session;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long sessions that are refreshed may live.
///
/// @param familyTtl   after the login, however often it was refreshed; 30 days
/// @param reuseWindow for how long after a refresh the token before it is taken once more, for two tabs that refresh at
///     the same instant and for answers that got lost; 10 s, zero forbids it
@Validated
@ConfigurationProperties("chatspace.auth.session")
record SessionProperties(
        @DefaultValue("30d") @DurationMax(days = 400) @DurationMin(minutes = 1)
        Duration familyTtl,

        @DefaultValue("10s") @DurationMax(minutes = 1) Duration reuseWindow) {}
