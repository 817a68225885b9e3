package io.chatspace.gateway.limit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Token buckets kept in Redis, so that all gateways count together.
///
/// Login, signup and refresh come without a user and are counted by address; a whole office may share one, so their
/// bursts are wide, and guessing at one account is slowed down by auth-service besides.
///
/// @param enabled false: nobody is limited, which is for load tests
/// @param rates   what differs from the defaults
/// @param headersWithin time from the first byte of a request to the end of its headers
/// @param bodyPause     longest pause between two parts of a body
@Validated
@ConfigurationProperties("chatspace.gateway.limits")
public record LimitProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable Map<Budget, @Valid Rate> rates,
        @DefaultValue("10s") Duration headersWithin,
        @DefaultValue("20s") Duration bodyPause) {
    private static final Map<Budget, Rate> DEFAULTS = Map.of(
            Budget.LOGIN, new Rate(10, 300),
            Budget.SIGNUP, new Rate(5, 300),
            Budget.REFRESH, new Rate(20, 300),
            Budget.UPLOAD, new Rate(2, 40),
            Budget.ASSISTANT, new Rate(1, 20),
            Budget.API, new Rate(100, 1000));

    /// @param perSecond what a bucket gains
    /// @param burst     what it holds when full
    public record Rate(
            @Min(1) @Max(1_000_000) int perSecond,
            @Min(1) @Max(1_000_000) int burst) {}

    /// Every budget that is limited.
    Map<Budget, Rate> all() {
        var all = new EnumMap<>(DEFAULTS);
        if (rates != null) {
            all.putAll(rates);
        }
        return all;
    }
}
