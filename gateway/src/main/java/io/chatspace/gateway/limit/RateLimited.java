package io.chatspace.gateway.limit;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;

final class RateLimited extends DomainError {
    private final Duration wait;

    RateLimited(Duration wait) {
        super(ErrorKind.RATE_LIMITED, "rate_limited", "Too many requests, please slow down");
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return wait;
    }
}
