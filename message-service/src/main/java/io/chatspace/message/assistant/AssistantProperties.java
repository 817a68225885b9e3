package io.chatspace.message.assistant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What the assistant is told and what it may cost. Tokens are estimates except where a provider counts them.
///
/// @param systemPrompt  what the model is told before every conversation; empty for nothing
/// @param historyTokens how much of the conversation goes along with a question, which itself always does
/// @param answerTokens  how long an answer may be
/// @param dailyTokens   what a user may use up from midnight to midnight, UTC, questions, history and answers
///     together; 0 for any amount
@Validated
@ConfigurationProperties("chatspace.message.assistant")
public record AssistantProperties(
        @DefaultValue(
                "You are the assistant of a team chat. Answer briefly and plainly, in the language of the question.")
        @NotNull
        String systemPrompt,

        @DefaultValue("3000") @PositiveOrZero int historyTokens,
        @DefaultValue("1024") @Positive int answerTokens,
        @DefaultValue("200000") @PositiveOrZero long dailyTokens) {}
