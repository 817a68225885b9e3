package io.chatspace.auth.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.chatspace.auth.user.Email;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Slows down guessing at one address: after [ThrottleProperties#freeFailures()] wrong passwords each further one makes
/// the next try wait twice as long, up to [ThrottleProperties#longestDelay()]. Addresses that nobody has are slowed
/// down
/// just the same. A right password, or a quarter of an hour of quiet, starts it all over.
///
/// In memory and of each replica's own, at most [#BOUND] addresses: it is what guesses cost, not who may come in.
@Component
class LoginThrottle {
    static final int BOUND = 100_000;
    private static final Duration QUIET = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 20;

    private final ThrottleProperties properties;
    private final Clock clock;
    private final Cache<String, Failures> failures =
            Caffeine.newBuilder().maximumSize(BOUND).expireAfterWrite(QUIET).build();

    private record Failures(int count, Instant openFrom) {}

    LoginThrottle(ThrottleProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /// Throws [AccountError.TooManyFailures] where it is too early for another try.
    void check(Email email) {
        var known = failures.getIfPresent(email.key());
        if (known != null) {
            var wait = Duration.between(clock.instant(), known.openFrom());
            if (wait.isPositive()) {
                throw new AccountError.TooManyFailures(wait);
            }
        }
    }

    void failed(Email email) {
        if (properties.enabled()) {
            failures.asMap().merge(email.key(), next(1), (before, _) -> next(before.count() + 1));
        }
    }

    void succeeded(Email email) {
        failures.invalidate(email.key());
    }

    private Failures next(int count) {
        int over = count - properties.freeFailures();
        if (over < 0) {
            return new Failures(count, Instant.EPOCH);
        }
        var delay = properties.firstDelay().multipliedBy(1L << Math.min(over, MAX_DOUBLINGS));
        var longest = properties.longestDelay();
        return new Failures(count, clock.instant().plus(delay.compareTo(longest) < 0 ? delay : longest));
    }
}
