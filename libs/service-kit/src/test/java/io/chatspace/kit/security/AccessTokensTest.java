package io.chatspace.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.kit.test.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AccessTokensTest {
    private static final String USER = "65f0a0a0a0a0a0a0a0a0a0a0";

    private final TestTokens keys = new TestTokens();
    private final AtomicBoolean revoked = new AtomicBoolean();
    private final AccessTokens tokens = new AccessTokens(keys, _ -> revoked.get(), Clock.systemUTC());

    @Test
    void goodTokenShouldPassAndNameItsUser() {
        StepVerifier.create(tokens.verify(keys.tokenOf(USER)))
                .assertNext(token -> assertThat(token.caller().userId()).isEqualTo(USER))
                .verifyComplete();
    }

    @Test
    void tokenOfAnotherKeyShouldBeInvalid() {
        refused(new TestTokens().tokenOf(USER), TokenError.Invalid.class);
    }

    @Test
    void expiredTokenShouldSayThatItExpired() {
        refused(keys.expiredTokenOf(USER), TokenError.Expired.class);
    }

    @Test
    void tokenShouldExpireThoughItIsCached() {
        var token = keys.tokenOf(USER);
        var later = Clock.fixed(Instant.now().plus(Duration.ofHours(2)), ZoneOffset.UTC);
        assertThat(tokens.verify(token).block()).isNotNull();

        StepVerifier.create(new AccessTokens(keys, _ -> false, later).verify(token))
                .verifyError(TokenError.Expired.class);
    }

    @Test
    void revokedTokenShouldBeRefusedThoughItIsCached() {
        var token = keys.tokenOf(USER);
        assertThat(tokens.verify(token).block()).isNotNull();

        revoked.set(true);

        refused(token, TokenError.Invalid.class);
    }

    @Test
    void wrongAudienceIssuerOrSubjectShouldBeInvalid() {
        refused(keys.tokenOf(USER, claims -> claims.audience("another")), TokenError.Invalid.class);
        refused(keys.tokenOf(USER, claims -> claims.issuer("another")), TokenError.Invalid.class);
        refused(keys.tokenOf(USER, claims -> claims.subject(null)), TokenError.Invalid.class);
        refused(keys.tokenOf(USER, claims -> claims.expirationTime(null)), TokenError.Invalid.class);
    }

    @Test
    void unsignedTokenShouldBeInvalid() {
        var claims = new JWTClaimsSet.Builder()
                .subject(USER)
                .issuer("chatspace")
                .audience("chatspace")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();

        refused(new PlainJWT(claims).serialize(), TokenError.Invalid.class);
    }

    @Test
    void symmetricSignatureWithThePublicKeyShouldBeInvalid() throws Exception {
        var publicKey = keys.jwks();
        var good = SignedJWT.parse(keys.tokenOf(USER));
        var forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(good.getHeader().getKeyID())
                        .build(),
                good.getJWTClaimsSet());
        forged.sign(new MACSigner(publicKey.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        refused(forged.serialize(), TokenError.Invalid.class);
    }

    @Test
    void garbageShouldBeInvalid() {
        var good = keys.tokenOf(USER);
        for (var text : List.of("", "x", "a.b.c", "....", good.substring(1), good + "x", "x".repeat(100_000))) {
            refused(text, TokenError.Invalid.class);
        }
    }

    @Test
    void unreachableKeysShouldNotBeTheTokensFault() {
        var down = new AccessTokens(
                _ -> Mono.error(new java.net.ConnectException("refused")), _ -> false, Clock.systemUTC());

        StepVerifier.create(down.verify(keys.tokenOf(USER))).verifyError(TokenError.Unavailable.class);
    }

    @Test
    void tokenSeenBeforeShouldNotAskForTheKeyAgain() {
        var asked = new AtomicInteger();
        var counting = new AccessTokens(
                id -> {
                    asked.incrementAndGet();
                    return keys.find(id);
                },
                _ -> false,
                Clock.systemUTC());
        var token = keys.tokenOf(USER);

        assertThat(counting.verify(token).block()).isNotNull();
        assertThat(counting.verify(token).block()).isNotNull();

        assertThat(asked).hasValue(1);
    }

    private void refused(String token, Class<? extends TokenError> error) {
        StepVerifier.create(tokens.verify(token)).verifyError(error);
    }
}
