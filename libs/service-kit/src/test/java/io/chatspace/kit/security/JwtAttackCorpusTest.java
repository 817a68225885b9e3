package io.chatspace.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.kit.test.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/// Forged tokens, as RFC 8725 ("JSON Web Token Best Current Practices") and the history of JWT libraries know them.
/// Each
/// is refused as invalid, and none makes the check ask anywhere but at the one known address for keys.
class JwtAttackCorpusTest {
    private static final String USER = "65f0a0a0a0a0a0a0a0a0a0a0";
    private static final RSAKey ATTACKERS = newKey();

    private final TestTokens keys = new TestTokens();
    private final AccessTokens tokens = new AccessTokens(keys, _ -> false, Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none", "None", "NONE", "nOnE", "", "HS256", "RS512", "PS256", "ES256", "EdDSA", "rs256", "A256GCM"
            })
    void goodTokenUnderAnotherAlgorithmsNameShouldBeInvalid(String algorithm) throws ParseException {
        var good = SignedJWT.parse(keys.tokenOf(USER));
        var header =
                "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + good.getHeader().getKeyID() + "\"}";
        var payload = good.getParsedParts()[1];

        refused(encode(header) + "." + payload + "." + good.getSignature());
        refused(encode(header) + "." + payload + ".");
        refused(encode(header) + "." + payload);
    }

    @Test
    void secretMadeOfThePublicKeyShouldNotSign() throws Exception {
        var good = SignedJWT.parse(keys.tokenOf(USER));
        var publicKey = RSAKey.parse(keys.find(good.getHeader().getKeyID())
                .blockOptional()
                .orElseThrow()
                .toJSONString());
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(publicKey.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (var secret : List.of(
                publicKey.toRSAPublicKey().getEncoded(),
                pem.getBytes(StandardCharsets.US_ASCII),
                keys.jwks().getBytes(StandardCharsets.UTF_8))) {
            for (var algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
                var forged = new SignedJWT(
                        new JWSHeader.Builder(algorithm)
                                .keyID(good.getHeader().getKeyID())
                                .build(),
                        good.getJWTClaimsSet());
                forged.sign(new MACSigner(secret));
                refused(forged.serialize());
            }
        }
    }

    @Test
    void keyThatTheTokenBringsAlongShouldNotBeUsed() throws Exception {
        var known = SignedJWT.parse(keys.tokenOf(USER)).getHeader().getKeyID();
        var elsewhere = URI.create("http://127.0.0.1:9/jwks.json");
        for (var kid : new String[] {known, ATTACKERS.getKeyID()}) {
            refused(signed(header(kid).jwk(ATTACKERS.toPublicJWK()).build()));
            refused(signed(header(kid).jwkURL(elsewhere).build()));
            refused(signed(header(kid).x509CertURL(elsewhere).build()));
            refused(signed(header(kid)
                    .x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode("certificate")))
                    .build()));
            refused(signed(header(kid).build()));
        }
        refused(signed(new JWSHeader.Builder(JWSAlgorithm.RS256).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../dev/null",
                "/etc/passwd",
                "' OR 1=1 --",
                "{\"$gt\":\"\"}",
                "http://127.0.0.1:9/",
                "\u0000",
                "${jndi:ldap://127.0.0.1:9/a}",
                "__proto__",
                "*"
            })
    void injectedKeyIdShouldFindNothing(String kid) throws Exception {
        refused(signed(header(kid).build()));
        var mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims());
        mac.sign(new MACSigner(new byte[32]));
        refused(mac.serialize());
    }

    @Test
    void signatureOfAnotherCurveShouldBeInvalid() throws Exception {
        var known = SignedJWT.parse(keys.tokenOf(USER)).getHeader().getKeyID();
        for (var curve : List.of(Curve.P_256, Curve.P_384, Curve.P_521)) {
            var key = new ECKeyGenerator(curve).generate();
            var signer = new ECDSASigner(key);
            var forged = new SignedJWT(
                    new JWSHeader.Builder(
                                    signer.supportedJWSAlgorithms().iterator().next())
                            .keyID(known)
                            .build(),
                    claims());
            forged.sign(signer);
            refused(forged.serialize());
        }
    }

    @Test
    void criticalHeadersThatNobodyKnowsShouldBeInvalid() throws Exception {
        var known = SignedJWT.parse(keys.tokenOf(USER)).getHeader().getKeyID();

        refused(signed(header(known)
                .criticalParams(java.util.Set.of("exp"))
                .customParam("exp", 1)
                .build()));
        refused(signed(header(known).type(new JOSEObjectType("at+jwt")).build()));
    }

    @Test
    void tokenThatIsCutOffOrChangedAnywhereShouldBeInvalid() {
        var good = keys.tokenOf(USER);
        for (int length = 0; length < good.length(); length += 7) {
            refused(good.substring(0, length));
        }
        int firstDot = good.indexOf('.');
        int secondDot = good.lastIndexOf('.');
        for (int at : new int[] {0, firstDot - 3, firstDot + 5, secondDot - 3, secondDot + 5}) {
            char other = good.charAt(at) == 'A' ? 'B' : 'A';
            refused(good.substring(0, at) + other + good.substring(at + 1));
        }
        refused(good + "." + good);
        refused(good.replace('.', ' '));
        refused(" " + good.substring(1));
    }

    @Test
    void hugeAndHostileInputShouldBeRefusedAtOnce() {
        refused("a".repeat(10_000_000));
        refused("a.".repeat(AccessTokens.MAX_LENGTH / 2));
        refused(encode("{".repeat(1000)) + ".e30.e30");
        refused(encode("[".repeat(1000)) + ".e30.e30");
        refused(encode("{\"alg\":\"RS256\",\"alg\":\"none\"}") + ".e30.");
        refused(encode("{\"alg\":{\"$ne\":\"RS256\"}}") + ".e30.e30");
        refused("\u0000.\u0000.\u0000");
    }

    @Test
    void claimsOfWrongTypesShouldBeInvalidThoughTheSignatureIsGood() {
        refused(keys.tokenOf(USER, claims -> claims.claim("exp", "tomorrow")));
        refused(keys.tokenOf(USER, claims -> claims.claim("aud", List.of())));
        refused(keys.tokenOf(USER, claims -> claims.subject(" ")));
    }

    @Test
    void tokenShouldExpireToTheSecondWithoutLeeway() {
        var now = Instant.now();
        var token = keys.tokenOf(USER, claims -> claims.expirationTime(java.util.Date.from(now.plusSeconds(100))));
        var end = Instant.ofEpochSecond(now.plusSeconds(100).getEpochSecond());

        StepVerifier.create(at(end.minusMillis(1)).verify(token))
                .expectNextCount(1)
                .verifyComplete();
        StepVerifier.create(at(end).verify(token)).verifyError(TokenError.Expired.class);
        StepVerifier.create(at(end.plusSeconds(30)).verify(token)).verifyError(TokenError.Expired.class);
    }

    @Test
    void floodOfUnknownKeyIdsShouldNotBecomeAFloodOfFetches() {
        var fetches = new AtomicInteger();
        var server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/jwks", (_, response) -> {
                    fetches.incrementAndGet();
                    return response.header("Content-Type", "application/json").sendString(Mono.just(keys.jwks()));
                }))
                .bindNow(Duration.ofSeconds(10));
        var clock = new HandClock();
        var remote = new RemoteKeySource(
                WebClient.create(), "http://127.0.0.1:" + server.port() + "/jwks", Duration.ofSeconds(5), clock);
        var check = new AccessTokens(remote, _ -> false, Clock.systemUTC());
        try {
            StepVerifier.create(check.verify(keys.tokenOf(USER)))
                    .expectNextCount(1)
                    .verifyComplete();
            for (int i = 0; i < 200; i++) {
                StepVerifier.create(check.verify(signed(header("unknown" + i).build())))
                        .verifyError(TokenError.Invalid.class);
            }
            assertThat(fetches).hasValue(1);

            clock.now = clock.now.plusSeconds(6);
            for (int i = 0; i < 200; i++) {
                StepVerifier.create(check.verify(signed(header("later" + i).build())))
                        .verifyError(TokenError.Invalid.class);
            }
            assertThat(fetches).hasValue(2);
            StepVerifier.create(check.verify(keys.tokenOf(USER)))
                    .expectNextCount(1)
                    .verifyComplete();
        } finally {
            server.disposeNow(Duration.ofSeconds(10));
        }
    }

    private AccessTokens at(Instant time) {
        return new AccessTokens(keys, _ -> false, Clock.fixed(time, ZoneOffset.UTC));
    }

    private void refused(String token) {
        StepVerifier.create(tokens.verify(token)).verifyError(TokenError.Invalid.class);
    }

    private static JWSHeader.Builder header(String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid);
    }

    private static String signed(JWSHeader header) {
        try {
            var jwt = new SignedJWT(header, claims());
            jwt.sign(new RSASSASigner(ATTACKERS));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .subject(USER)
                .issuer("chatspace")
                .audience("chatspace")
                .expirationTime(java.util.Date.from(Instant.now().plusSeconds(600)))
                .build();
    }

    private static String encode(String text) {
        return Base64URL.encode(text).toString();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("attacker").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
