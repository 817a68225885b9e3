package io.chatspace.gateway.limit;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;

final class RateLimited extends DomainError {
    /// A bucket gains at least one token in it.
    private static final Duration SOON = Duration.ofSeconds(1);

    RateLimited() {
        super(ErrorKind.RATE_LIMITED, "rate_limited", "Too many requests, please slow down");
    }

    @Override
    public Duration retryAfter() {
        return SOON;
    }
}
