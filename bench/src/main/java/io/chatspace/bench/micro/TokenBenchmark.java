package io.chatspace.bench.micro;

import io.chatspace.kit.security.AccessToken;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.test.TestTokens;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/// What the gateway and each service do with a request's access token (RS256, 2048 bits).
public class TokenBenchmark extends Timed {
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
