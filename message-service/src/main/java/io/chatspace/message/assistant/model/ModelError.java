package io.chatspace.message.assistant.model;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a model gave no answer. The sentences are ours: a provider's own words go to the log only.
public abstract sealed class ModelError extends DomainError {
    private ModelError(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
        super(kind, code, message, cause);
    }

    /// Whether the model can't have begun to work on it, so that asking again costs nothing twice.
    boolean safeToRepeat() {
        return false;
    }

    /// It does not take the key, the model's name, or what was sent: asking again would change nothing.
    public static final class Refused extends ModelError {
        private final int status;

        Refused(int status) {
            super(
                    ErrorKind.UPSTREAM_FAILED,
                    "ai_refused",
                    "The AI provider refused the request. Please tell your administrator",
                    null);
            this.status = status;
        }

        /// The provider's status.
        public int status() {
            return status;
        }
    }

    /// It was asked too often, or has no room, and did not begin.
    public static final class Busy extends ModelError {
        private static final Duration SOON = Duration.ofSeconds(2);

        private final @Nullable Duration wait;

        Busy(@Nullable Duration wait) {
            super(ErrorKind.UPSTREAM_FAILED, "ai_busy", "The AI provider is busy, please try again in a moment", null);
            this.wait = wait;
        }

        @Override
        boolean safeToRepeat() {
            return wait == null || wait.compareTo(SOON) <= 0;
        }

        @Override
        public Duration retryAfter() {
            return wait == null ? SOON : wait;
        }
    }

    /// It can't be reached.
    public static final class Unreachable extends ModelError {
        Unreachable(Throwable cause) {
            super(
                    ErrorKind.UPSTREAM_FAILED,
                    "ai_unreachable",
                    "The AI provider could not be reached, please try again",
                    cause);
        }

        @Override
        boolean safeToRepeat() {
            return true;
        }
    }

    /// It failed, before its answer or in the middle of it.
    public static final class Failed extends ModelError {
        Failed(@Nullable Throwable cause) {
            super(ErrorKind.UPSTREAM_FAILED, "ai_failed", "The AI provider failed to answer, please try again", cause);
        }
    }

    /// Its answer is not one.
    public static final class Garbled extends ModelError {
        public Garbled(@Nullable Throwable cause) {
            super(
                    ErrorKind.UPSTREAM_FAILED,
                    "ai_garbled",
                    "The AI provider sent an answer that could not be read",
                    cause);
        }
    }

    public static final class Late extends ModelError {
        Late() {
            super(
                    ErrorKind.UPSTREAM_TIMEOUT,
                    "ai_timeout",
                    "The AI provider took too long to answer, please try again",
                    null);
        }
    }

    /// It is not asked at the moment: it has failed too often.
    public static final class Resting extends ModelError {
        private static final Duration WAIT = Duration.ofSeconds(10);

        Resting() {
            super(
                    ErrorKind.UNAVAILABLE,
                    "ai_resting",
                    "The AI provider has been failing and is given a pause, please try again shortly",
                    null);
        }

        @Override
        public Duration retryAfter() {
            return WAIT;
        }
    }

    /// As many questions as may be are under way.
    public static final class Full extends ModelError {
        private static final Duration WAIT = Duration.ofSeconds(5);

        Full() {
            super(
                    ErrorKind.UNAVAILABLE,
                    "ai_full",
                    "The AI assistant has too many questions at once, please try again shortly",
                    null);
        }

        @Override
        public Duration retryAfter() {
            return WAIT;
        }
    }
}
