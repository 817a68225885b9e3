package io.chatspace.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.contracts.TokenClaims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Signs access tokens with the key of the moment (RS256: checking, the hot path, is what it is fastest at).
@Component
public class JwtIssuer {
    private final SigningKeys keys;
    private final Clock clock;

    JwtIssuer(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// Who a token will speak for.
    public record Subject(String userId, String sessionId, boolean admin) {}

    public Mono<String> issue(Subject subject, Duration ttl) {
        return keys.ring().map(ring -> sign(ring, subject, ttl));
    }

    private String sign(KeyRing ring, Subject subject, Duration ttl) {
        var now = clock.instant();
        var key = ring.signingAt(now).pair();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        var jwt = new SignedJWT(header, claims(subject, now, now.plus(ttl)));
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing failed", e);
        }
        return jwt.serialize();
    }

    private static JWTClaimsSet claims(Subject subject, Instant now, Instant expires) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(TokenClaims.ISSUER)
                .audience(TokenClaims.AUDIENCE)
                .subject(subject.userId())
                .claim(TokenClaims.USER_ID, subject.userId())
                .claim(TokenClaims.SESSION_ID, subject.sessionId())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires));
        if (subject.admin()) {
            claims.claim(TokenClaims.ROLE, TokenClaims.ROLE_ADMIN);
        }
        return claims.build();
    }
}
