package io.chatspace.auth.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What wrong passwords cost.
///
/// @param enabled      true; off for load tests (`CHATSPACE_RATE_LIMITS=off`)
/// @param freeFailures wrong passwords for one address before the next try has to wait; 10
/// @param firstDelay   of the first wait, doubled with each further failure; 1 s
/// @param longestDelay that no wait exceeds; 5 min
@Validated
@ConfigurationProperties("chatspace.auth.throttle")
record ThrottleProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10") @Max(1000) @Min(1) int freeFailures,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration firstDelay,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration longestDelay) {}
