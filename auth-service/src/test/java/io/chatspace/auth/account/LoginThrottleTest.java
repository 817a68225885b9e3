package io.chatspace.auth.account;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatspace.auth.user.Email;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final Email ANN = requireNonNull(Email.parse("ann@example.org"));
    private static final Email BOB = requireNonNull(Email.parse("bob@example.org"));

    private final HandClock clock = new HandClock();

    @Test
    void fewFailuresShouldCostNothing() {
        var throttle = throttle(true);

        fail(throttle, 2);

        assertThatCode(() -> throttle.check(ANN)).doesNotThrowAnyException();
    }

    @Test
    void delayShouldDoubleWithEachFailureAndStopGrowing() {
        var throttle = throttle(true);

        fail(throttle, 3);
        assertDelay(throttle, Duration.ofSeconds(1));
        fail(throttle, 1);
        assertDelay(throttle, Duration.ofSeconds(2));
        fail(throttle, 1);
        assertDelay(throttle, Duration.ofSeconds(4));
        fail(throttle, 60);
        assertDelay(throttle, Duration.ofSeconds(30));
    }

    @Test
    void waitingOrTheRightPasswordShouldOpenItAgain() {
        var throttle = throttle(true);
        fail(throttle, 3);

        clock.now = clock.now.plusSeconds(1);
        assertThatCode(() -> throttle.check(ANN)).doesNotThrowAnyException();
        fail(throttle, 1);
        throttle.succeeded(ANN);

        assertThatCode(() -> throttle.check(ANN)).doesNotThrowAnyException();
        fail(throttle, 2);
        assertThatCode(() -> throttle.check(ANN)).doesNotThrowAnyException();
    }

    @Test
    void othersShouldNotWait() {
        var throttle = throttle(true);

        fail(throttle, 10);

        assertThatCode(() -> throttle.check(BOB)).doesNotThrowAnyException();
        assertThatThrownBy(() -> throttle.check(requireNonNull(Email.parse("ANN@example.org"))))
                .isInstanceOf(AccountError.TooManyFailures.class);
    }

    @Test
    void loadTestsShouldBeAbleToTurnItOff() {
        var throttle = throttle(false);

        fail(throttle, 100);

        assertThatCode(() -> throttle.check(ANN)).doesNotThrowAnyException();
    }

    private LoginThrottle throttle(boolean enabled) {
        return new LoginThrottle(
                new ThrottleProperties(enabled, 3, Duration.ofSeconds(1), Duration.ofSeconds(30)), clock);
    }

    private static void fail(LoginThrottle throttle, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(ANN);
        }
    }

    private static void assertDelay(LoginThrottle throttle, Duration delay) {
        assertThatThrownBy(() -> throttle.check(ANN))
                .isInstanceOfSatisfying(
                        AccountError.TooManyFailures.class,
                        error -> assertThat(error.retryAfter().toSeconds()).isEqualTo(delay.toSeconds()));
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-24T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
