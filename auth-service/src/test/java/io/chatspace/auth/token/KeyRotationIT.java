package io.chatspace.auth.token;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.chatspace.auth.RunningAuth;
import io.chatspace.kit.test.RealMongo;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

class KeyRotationIT {
    private static final String PROFILE = "/api/auth/get-profile";

    @Test
    void noRequestShouldFailWhileKeysChange() throws ParseException {
        var database = RunningAuth.newDatabase();
        var fast = new String[] {
            "chatspace.auth.keys.rotate-every=3s",
            "chatspace.auth.keys.publish-ahead=1500ms",
            "chatspace.auth.keys.reload-every=200ms"
        };
        try (var one = RunningAuth.start(RealMongo.uri(), database, fast);
                var two = RunningAuth.start(RealMongo.uri(), database, fast)) {
            assertThat(one.signUp("rotation@example.org").status()).isEqualTo(201);
            var keys = new HashSet<String>();
            var tokens = new ArrayList<String>();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (keys.size() < 3 && System.nanoTime() < end) {
                var token = one.logIn("rotation@example.org", "correct horse").text("token");
                keys.add(SignedJWT.parse(token).getHeader().getKeyID());
                tokens.add(token);

                assertThat(two.get(PROFILE, token).status()).isEqualTo(200);
                assertThat(two.get(PROFILE, tokens.getFirst()).status()).isEqualTo(200);
            }

            assertThat(keys).hasSizeGreaterThanOrEqualTo(3);
            assertThat(one.bean(SigningKeys.class).reload().map(KeyRing::keys).block())
                    .as("old keys stay until their tokens have expired")
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void keyShouldGoOnceItsLastTokenHasExpired() {
        try (var auth = RunningAuth.start(
                RealMongo.uri(),
                RunningAuth.newDatabase(),
                "chatspace.auth.access-ttl=1s",
                "chatspace.auth.short-access-ttl=1s",
                "chatspace.auth.keys.rotate-every=2s",
                "chatspace.auth.keys.publish-ahead=500ms",
                "chatspace.auth.keys.reload-every=100ms")) {
            var keys = auth.bean(SigningKeys.class);
            var first = requireNonNull(keys.ring().block()).keys().getFirst().sequence();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> requireNonNull(keys.ring().block())
                                    .keys()
                                    .getFirst()
                                    .sequence()
                            > first);
        }
    }

    @Test
    void keysInTheClearShouldBeSealedOnceThereIsAKeyForIt() {
        var database = RunningAuth.newDatabase();
        String token;
        try (var clear = RunningAuth.start(RealMongo.uri(), database)) {
            token = clear.signUp("sealed@example.org").text("token");
            assertThat(storedJwk(clear)).contains("\"d\"");
        }
        var secret = Base64.getEncoder()
                .encodeToString(
                        "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try (var sealing =
                RunningAuth.start(RealMongo.uri(), database, "chatspace.auth.keys.encryption-key=" + secret)) {
            assertThat(sealing.get(PROFILE, token).status()).isEqualTo(200);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(storedJwk(sealing)).startsWith("aes-gcm:"));
            assertThat(sealing.logIn("sealed@example.org", "correct horse").status())
                    .isEqualTo(200);
        }
    }

    private static String storedJwk(RunningAuth auth) {
        return requireNonNull(auth.bean(ReactiveMongoTemplate.class)
                .findById(1, Document.class, StoredKey.COLLECTION)
                .map(key -> key.getString("jwk"))
                .block());
    }
}
