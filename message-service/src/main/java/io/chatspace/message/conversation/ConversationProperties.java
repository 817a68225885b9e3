package io.chatspace.message.conversation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Bounds of sending and reading.
///
/// @param maxTextLength  characters (code points) of a text
/// @param maxPage        messages of a page, where `limit` is given
/// @param maxHistory     messages given where it is not: the newest ones
/// @param sendDeadline   how long a send may wait for the database before it is refused with 503
/// @param writeLanes     batches written at the same time; a conversation keeps to one of them
/// @param writeBatch     messages of a batch
/// @param writeQueue     messages that may wait for a batch; beyond it sends are refused with 503
/// @param operator       who turns pictures off, in the words of the refusal
@Validated
@ConfigurationProperties("chatspace.message.conversation")
public record ConversationProperties(
        @DefaultValue("20000") @Positive int maxTextLength,
        @DefaultValue("1000") @Positive int maxPage,
        @DefaultValue("10000") @Positive int maxHistory,
        @DefaultValue("10s") @NotNull Duration sendDeadline,
        @DefaultValue("2") @Positive int writeLanes,
        @DefaultValue("64") @Positive int writeBatch,
        @DefaultValue("10000") @Positive int writeQueue,
        @DefaultValue("admin") @NotBlank String operator) {}
