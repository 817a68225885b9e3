package io.chatspace.message.assistant;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;

/// Why the assistant was not asked.
public abstract sealed class AssistantError extends DomainError {
    private AssistantError(ErrorKind kind, String code, String message) {
        super(kind, code, message);
    }

    public static final class Disabled extends AssistantError {
        Disabled() {
            super(ErrorKind.UNAVAILABLE, "ai_disabled", "AI service is currently disabled");
        }
    }

    public static final class NoKey extends AssistantError {
        NoKey() {
            super(ErrorKind.UNAVAILABLE, "ai_not_configured", "GROQ_API_KEY not configured");
        }
    }

    public static final class NoQuestion extends AssistantError {
        NoQuestion() {
            super(ErrorKind.INVALID, "no_question", "messages array is required");
        }
    }

    public static final class InvalidField extends AssistantError {
        InvalidField(String message) {
            super(ErrorKind.INVALID, "invalid", message);
        }
    }

    /// The user has used up what a day allows.
    public static final class BudgetSpent extends AssistantError {
        private final Duration untilTomorrow;

        BudgetSpent(Duration untilTomorrow) {
            super(
                    ErrorKind.RATE_LIMITED,
                    "ai_budget_spent",
                    "You have used up today's share of the AI assistant, please try again tomorrow");
            this.untilTomorrow = untilTomorrow;
        }

        @Override
        public Duration retryAfter() {
            return untilTomorrow;
        }
    }
}
