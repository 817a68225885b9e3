package io.chatspace.auth.password;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Argon2id, as OWASP's password storage cheat sheet has it where nothing else is set (19 MiB, two passes, one lane),
/// and bcrypt for hashes brought from another database.
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {
    private static final String CURRENT = "argon2";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    @Bean
    PasswordHashes passwordHashes(Scheduler passwordScheduler, PasswordProperties properties) {
        return new PasswordHashes(encoder(properties.memoryKib(), properties.passes()), passwordScheduler);
    }

    /// Named, bounded threads, apart from the event loops. Where the queue is full the work is refused, not kept.
    @Bean(destroyMethod = "dispose")
    Scheduler passwordScheduler(PasswordProperties properties) {
        int threads = properties.hashingThreads();
        var executor = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(properties.queue()),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
        executor.allowCoreThreadTimeOut(true);
        return Schedulers.fromExecutorService(executor, "password");
    }

    static PasswordEncoder encoder(int memoryKib, int passes) {
        var bcrypt = new BCryptPasswordEncoder();
        var argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, memoryKib, passes);
        var encoder = new DelegatingPasswordEncoder(CURRENT, Map.of(CURRENT, argon2, "bcrypt", bcrypt));
        // The first server stored bare bcrypt hashes, without the name of the algorithm before them.
        encoder.setDefaultPasswordEncoderForMatches(bcrypt);
        return encoder;
    }
}
