package io.chatspace.bench.micro;

import io.chatspace.kit.security.AccessToken;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.test.TestTokens;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the gateway and each service do with a request's access token (RS256, 2048 bits).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TokenBenchmark {
    private final TestTokens keys = new TestTokens();
    private final String token = keys.tokenOf("6b0b4d8fe3b25dc7a9567297");
    private final AccessTokens known = tokens();

    /// A token that was seen before: looked up, its expiry and revocation checked.
    @Benchmark
    public @Nullable AccessToken verifyKnown() {
        return known.verify(token).block();
    }

    /// A token that was not: signature and claims.
    @Benchmark
    public @Nullable AccessToken verifyNew() {
        return tokens().verify(token).block();
    }

    private AccessTokens tokens() {
        return new AccessTokens(keys, _ -> false, Clock.systemUTC());
    }
}
