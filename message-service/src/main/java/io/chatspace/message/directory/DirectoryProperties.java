package io.chatspace.message.directory;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What is kept of the users.
///
/// @param showEmail   whether the users list has e-mail addresses
/// @param freshFor    how long an answer of auth-service is used without asking again; a change announced over
///     Redis ends it at once, and so does a moment in which none could be heard
/// @param timeout     how long to wait for auth-service
/// @param maxUsers    single users kept; the longest unused go first
/// @param maxListSize the largest users list taken
@Validated
@ConfigurationProperties("chatspace.directory")
public record DirectoryProperties(
        @DefaultValue("true") boolean showEmail,
        @DefaultValue("60s") @NotNull Duration freshFor,
        @DefaultValue("3s") @NotNull Duration timeout,
        @DefaultValue("50000") @Positive int maxUsers,
        @DefaultValue("64MB") @NotNull DataSize maxListSize) {}
