package io.chatspace.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import io.chatspace.contracts.TokenClaims;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Checks access tokens: RS256 signature, issuer, audience, expiry to the second without leeway, not revoked.
///
/// Errors are [TokenError]s. A token that passed once is known until it expires, at most [#CACHED] of them; expiry and
/// revocation are looked at every time. Safe for any thread; never blocks.
public final class AccessTokens {
    /// Bound of the cache: about 1 KiB a token.
    static final int CACHED = 20_000;

    /// Longer than any token made here; longer input is refused unread.
    static final int MAX_LENGTH = 4096;

    private static final OAuth2TokenValidatorResult WRONG =
            OAuth2TokenValidatorResult.failure(List.of(new OAuth2Error("invalid_token")));

    private final NimbusReactiveJwtDecoder decoder;
    private final Revocations revocations;
    private final Clock clock;
    private final Cache<String, AccessToken> verified =
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

    public Mono<AccessToken> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return Mono.error(new TokenError.Invalid());
        }
        var known = verified.getIfPresent(token);
        return known != null ? stillGood(known) : decode(token).flatMap(this::stillGood);
    }

    private Mono<AccessToken> decode(String token) {
        return decoder.decode(token)
                .onErrorMap(AccessTokens::translate)
                .map(AccessTokens::read)
                .doOnNext(fresh -> verified.put(token, fresh));
    }

    private Mono<AccessToken> stillGood(AccessToken token) {
        if (!clock.instant().isBefore(token.expiresAt())) {
            return Mono.error(new TokenError.Expired());
        }
        return revocations.revoked(token) ? Mono.error(new TokenError.Invalid()) : Mono.just(token);
    }

    private static AccessToken read(Jwt jwt) {
        var subject = jwt.getSubject();
        var expiresAt = jwt.getExpiresAt();
        if (subject == null || expiresAt == null) {
            throw new TokenError.Invalid();
        }
        var caller = new Caller(
                subject,
                jwt.getClaimAsString(TokenClaims.SESSION_ID),
                TokenClaims.ROLE_ADMIN.equals(jwt.getClaimAsString(TokenClaims.ROLE)),
                jwt.getTokenValue());
        return new AccessToken(caller, jwt.getIssuedAt(), expiresAt);
    }

    private static OAuth2TokenValidatorResult validate(Jwt jwt) {
        boolean ours = TokenClaims.ISSUER.equals(jwt.getClaimAsString("iss"))
                && jwt.getAudience() != null
                && jwt.getAudience().contains(TokenClaims.AUDIENCE)
                && isSomebody(jwt.getSubject());
        return ours ? OAuth2TokenValidatorResult.success() : WRONG;
    }

    private static boolean isSomebody(@Nullable String subject) {
        return subject != null && !subject.isBlank();
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
}
