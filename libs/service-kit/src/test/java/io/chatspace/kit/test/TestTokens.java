package io.chatspace.kit.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.contracts.TokenClaims;
import io.chatspace.kit.security.KeySource;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Signs access tokens as auth-service does, with a key of its own; it is also the [KeySource] that knows
/// that key.
public final class TestTokens implements KeySource {
    private final RSAKey key;

    public TestTokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Signs with that key, which somebody else publishes.
    public TestTokens(RSAKey key) {
        this.key = key;
    }

    @Override
    public Mono<JWK> find(@Nullable String keyId) {
        return key.getKeyID().equals(keyId) ? Mono.just(key.toPublicJWK()) : Mono.empty();
    }

    public String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    public String tokenOf(String userId) {
        return tokenOf(userId, claims -> claims);
    }

    public String expiredTokenOf(String userId) {
        return tokenOf(
                userId,
                claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(3600)))
                        .expirationTime(Date.from(Instant.now().minusSeconds(1))));
    }

    public String adminTokenOf(String userId) {
        return tokenOf(userId, claims -> claims.claim(TokenClaims.ROLE, TokenClaims.ROLE_ADMIN));
    }

    public String tokenOf(String userId, UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(TokenClaims.ISSUER)
                .audience(TokenClaims.AUDIENCE)
                .subject(userId)
                .claim(TokenClaims.USER_ID, userId)
                .claim(TokenClaims.SESSION_ID, UUID.randomUUID().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    change.apply(claims).build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
