package io.chatspace.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PasswordHashesTest {
    private static final PasswordProperties ONE_AT_A_TIME =
            new PasswordProperties(8, 128, DataSize.ofMegabytes(19), 2, 1, true, 1);
    private static final PasswordProperties USUAL =
            new PasswordProperties(8, 128, DataSize.ofMegabytes(19), 2, 1, true, 16);

    private final PasswordConfiguration configuration = new PasswordConfiguration();
    private final PasswordHashes hashes = configuration.passwordHashes(configuration.passwordScheduler(USUAL), USUAL);

    @Test
    void hashShouldMatchItsPasswordOnlyAndNeedNoUpgrade() {
        var hash = hashes.hash("correct horse").block();

        StepVerifier.create(hashes.check("correct horse", hash))
                .expectNext(new PasswordHashes.Verdict(true, null))
                .verifyComplete();
        StepVerifier.create(hashes.check("wrong horse", hash))
                .expectNext(new PasswordHashes.Verdict(false, null))
                .verifyComplete();
    }

    @Test
    void bareAndNamedBcryptHashesShouldMatchAndBeUpgraded() {
        var bcrypt = new BCryptPasswordEncoder(4).encode("correct horse");
        for (var stored : new String[] {
            bcrypt, "{bcrypt}" + bcrypt, "$2b" + String.valueOf(bcrypt).substring(3)
        }) {
            StepVerifier.create(hashes.check("correct horse", stored))
                    .assertNext(verdict -> {
                        assertThat(verdict.matches()).isTrue();
                        assertThat(verdict.upgraded()).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
                    })
                    .verifyComplete();
            StepVerifier.create(hashes.check("wrong horse", stored))
                    .expectNext(new PasswordHashes.Verdict(false, null))
                    .verifyComplete();
        }
    }

    @Test
    void hashesOfUnknownKindsShouldMatchNothing() {
        for (var stored : new String[] {"", "plain", "{noop}plain", "{argon2}", "{argon2}nonsense", "{", "{}"}) {
            StepVerifier.create(hashes.check("plain", stored))
                    .expectNext(new PasswordHashes.Verdict(false, null))
                    .verifyComplete();
        }
    }

    @Test
    void fullQueueShouldTurnOthersAway() throws InterruptedException {
        var started = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var scheduler = configuration.passwordScheduler(ONE_AT_A_TIME);
        @SuppressWarnings("deprecation")
        var instant = new PasswordHashes(NoOpPasswordEncoder.getInstance(), scheduler);
        var _ = scheduler.schedule(() -> {
            started.countDown();
            try {
                finish.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        started.await();
        var waiting = instant.hash("waits").cache();
        var subscription = waiting.subscribe();

        StepVerifier.create(instant.hash("one too many")).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(PasswordError.Busy.class);
            assertThat(((PasswordError.Busy) error).retryAfter()).isEqualTo(Duration.ofSeconds(2));
        });

        finish.countDown();
        StepVerifier.create(waiting).expectNext("waits").verifyComplete();
        subscription.dispose();
        scheduler.dispose();
    }

    @Test
    void workShouldRunOnThePoolsOwnThreads() {
        StepVerifier.create(hashes.hash("correct horse")
                        .flatMap(_ ->
                                Mono.fromCallable(() -> Thread.currentThread().getName())))
                .assertNext(name -> assertThat(name).startsWith("password-"))
                .verifyComplete();
    }
}
