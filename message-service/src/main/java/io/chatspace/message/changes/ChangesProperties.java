package io.chatspace.message.changes;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Bounds of the changes feed.
///
/// @param overlap     how far back a reader that has everything starts next time. Must be more than a write may
///     take (`chatspace.message.conversation.send-deadline`) and the clocks of two nodes may be apart, together
/// @param maxPage     messages of a page at most
/// @param defaultPage messages of a page where no `limit` is given
@Validated
@ConfigurationProperties("chatspace.message.changes")
public record ChangesProperties(
        @DefaultValue("20s") @NotNull Duration overlap,
        @DefaultValue("500") @Positive int maxPage,
        @DefaultValue("200") @Positive int defaultPage) {}
