package io.chatspace.auth.password;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Hashes and checks passwords on a scheduler of its own: a hash takes about 30 ms of a core and 19 MiB.
///
/// Both operations error with [PasswordError.Busy] where that scheduler's queue is full.
public final class PasswordHashes {
    private static final Logger log = LoggerFactory.getLogger(PasswordHashes.class);

    private final PasswordEncoder encoder;
    private final Scheduler scheduler;
    private final String nobodysHash;

    PasswordHashes(PasswordEncoder encoder, Scheduler scheduler) {
        this.encoder = encoder;
        this.scheduler = scheduler;
        this.nobodysHash = hash(encoder, "the password of nobody");
    }

    /// What came of a check.
    ///
    /// @param upgraded a new hash to store in place of one made in an older way, else null
    public record Verdict(boolean matches, @Nullable String upgraded) {
        private static final Verdict NO = new Verdict(false, null);
    }

    public Mono<String> hash(String password) {
        return onOwnThreads(() -> hash(encoder, password));
    }

    /// Checks a password against the stored hash. Null, for a user that is not there, takes as long as a wrong password
    /// does.
    public Mono<Verdict> check(String password, @Nullable String storedHash) {
        return onOwnThreads(() -> {
            if (storedHash == null) {
                encoder.matches(password, nobodysHash);
                return Verdict.NO;
            }
            if (!matches(password, storedHash)) {
                return Verdict.NO;
            }
            return new Verdict(true, encoder.upgradeEncoding(storedHash) ? hash(encoder, password) : null);
        });
    }

    private boolean matches(String password, String storedHash) {
        try {
            return encoder.matches(password, storedHash);
        } catch (IllegalArgumentException e) {
            log.warn("A stored password hash is of a kind that is not known here: nobody can log in with it");
            return false;
        }
    }

    private <T> Mono<T> onOwnThreads(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, _ -> new PasswordError.Busy());
    }

    private static String hash(PasswordEncoder encoder, String password) {
        var hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("An encoder gave no hash");
        }
        return hash;
    }
}
