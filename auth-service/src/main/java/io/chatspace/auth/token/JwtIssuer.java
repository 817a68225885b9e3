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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
    ///
    /// @param issuedFrom the token must not say that it was issued earlier; null where that does not matter
    public record Subject(
            String userId,
            String sessionId,
            boolean admin,
            @Nullable Instant issuedFrom) {}

    /// Signs on a thread of its own: it takes a millisecond of a core, and a lock inside of the JDK.
    public Mono<String> issue(Subject subject, Duration ttl) {
        return keys.ring()
                .flatMap(ring ->
                        Mono.fromCallable(() -> sign(ring, subject, ttl)).subscribeOn(Schedulers.boundedElastic()));
    }

    private String sign(KeyRing ring, Subject subject, Duration ttl) {
        var now = clock.instant();
        var key = ring.signingAt(now).pair();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        var jwt = new SignedJWT(header, claims(subject, later(now, subject.issuedFrom()), now.plus(ttl)));
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing failed", e);
        }
        return jwt.serialize();
    }

    private static Instant later(Instant now, @Nullable Instant other) {
        return other != null && other.isAfter(now) ? other : now;
    }

    private static JWTClaimsSet claims(Subject subject, Instant issued, Instant expires) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(TokenClaims.ISSUER)
                .audience(TokenClaims.AUDIENCE)
                .subject(subject.userId())
                .claim(TokenClaims.USER_ID, subject.userId())
                .claim(TokenClaims.SESSION_ID, subject.sessionId())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(expires));
        if (subject.admin()) {
            claims.claim(TokenClaims.ROLE, TokenClaims.ROLE_ADMIN);
        }
        return claims.build();
    }
}
