package io.chatspace.gateway.route;

import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A service behind the gateway took no connection, or broke it before it had answered: whether a request that
/// changes something was served is not known, and repeating it must be safe.
final class ServiceAway extends DomainError {
    private static final Duration SOON = Duration.ofSeconds(1);

    ServiceAway(@Nullable Throwable cause) {
        super(ErrorKind.UNAVAILABLE, "unavailable", "Service unavailable, please try again", cause);
    }

    @Override
    public Duration retryAfter() {
        return SOON;
    }
}
