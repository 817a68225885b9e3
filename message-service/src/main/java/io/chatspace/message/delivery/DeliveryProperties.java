package io.chatspace.message.delivery;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How events reach devices.
///
/// @param logLength  events kept for each user, about: a device that missed fewer gets them when it comes back
/// @param logLife    how long a user's log lives after its newest event
/// @param queueSize  memory for pushes that wait for Redis; beyond it they are dropped, and counted
/// @param answerWait how long the answer to a sender may wait for the push; zero: never. While Redis is known to be
///     away nobody waits, which takes as long as its time limit (2 s)
@Validated
@ConfigurationProperties("chatspace.message.delivery")
public record DeliveryProperties(
        @DefaultValue("1000") @Positive int logLength,
        @DefaultValue("24h") @NotNull Duration logLife,
        @DefaultValue("64MB") @NotNull DataSize queueSize,
        @DefaultValue("2s") @NotNull Duration answerWait) {}
