package io.chatspace.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import io.chatspace.contracts.TokenClaims;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Checks access tokens: RS256 signature, issuer, audience, expiry to the second without leeway, not revoked.
///
/// Errors are [TokenError]s. A token that passed once is known by its SHA-256 until it expires, at most
/// [#CACHED] of them; expiry and revocation are looked at every time.
public final class AccessTokens implements ReactiveJwtDecoder {
    /// Bound of the cache: about 2 KiB a token.
    static final int CACHED = 20_000;

    /// Longer than any token made here; longer input is refused unread.
    static final int MAX_LENGTH = 4096;

    private static final OAuth2TokenValidatorResult WRONG =
            OAuth2TokenValidatorResult.failure(List.of(new OAuth2Error("invalid_token")));

    private final NimbusReactiveJwtDecoder decoder;
    private final Revocations revocations;
    private final Clock clock;
    private final Cache<String, Jwt> verified =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    public AccessTokens(KeySource keys, Revocations revocations, Clock clock) {
        this.revocations = revocations;
        this.clock = clock;
        this.decoder = NimbusReactiveJwtDecoder.withJwkSource(signed -> JWSAlgorithm.RS256.equals(
                                signed.getHeader().getAlgorithm())
                        ? Flux.from(keys.find(signed.getHeader().getKeyID())).onErrorMap(TokenError.Unavailable::new)
                        : Flux.empty())
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        this.decoder.setJwtValidator(AccessTokens::validate);
    }

    @Override
    public Mono<Jwt> decode(String token) {
        if (token.length() > MAX_LENGTH) {
            return Mono.error(new TokenError.Invalid());
        }
        var key = hash(token);
        var known = verified.getIfPresent(key);
        var jwt = known != null
                ? Mono.just(known)
                : decoder.decode(token).onErrorMap(AccessTokens::translate).doOnNext(fresh -> verified.put(key, fresh));
        return jwt.flatMap(this::stillGood);
    }

    /// Checks a token outside of HTTP, as a socket's.
    public Mono<Jwt> verify(String token) {
        return decode(token);
    }

    private Mono<Jwt> stillGood(Jwt jwt) {
        var expiresAt = jwt.getExpiresAt();
        if (expiresAt == null) {
            return Mono.error(new TokenError.Invalid());
        }
        if (!clock.instant().isBefore(expiresAt)) {
            return Mono.error(new TokenError.Expired());
        }
        return revocations.revoked(jwt) ? Mono.error(new TokenError.Invalid()) : Mono.just(jwt);
    }

    private static OAuth2TokenValidatorResult validate(Jwt jwt) {
        var subject = jwt.getSubject();
        boolean ours = TokenClaims.ISSUER.equals(jwt.getClaimAsString("iss"))
                && jwt.getAudience() != null
                && jwt.getAudience().contains(TokenClaims.AUDIENCE)
                && subject != null
                && !subject.isBlank();
        return ours ? OAuth2TokenValidatorResult.success() : WRONG;
    }

    private static Throwable translate(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof TokenError) {
                return at;
            }
        }
        return error instanceof BadJwtException
                        || error instanceof JwtValidationException
                        || error instanceof IllegalArgumentException
                ? new TokenError.Invalid()
                : new TokenError.Unavailable(error);
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }
}
