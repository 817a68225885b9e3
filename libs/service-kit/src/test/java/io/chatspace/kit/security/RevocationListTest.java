package io.chatspace.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.test.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class RevocationListTest {
    private static final String USER = "65f0a0a0a0a0a0a0a0a0a0a0";
    private static final String OTHER = "65f0a0a0a0a0a0a0a0a0a0a1";

    private final long now = System.currentTimeMillis();
    private final RevocationList list = new RevocationList(Clock.systemUTC());

    @Test
    void revokedSessionShouldBeThatSessionOfThatUserOnly() {
        list.add(new SessionRevoked(USER, "s1", now, now + 60_000));

        assertThat(list.revoked(USER, "s1", before())).isTrue();
        assertThat(list.revoked(USER, "s2", before())).isFalse();
        assertThat(list.revoked(USER, null, before())).isFalse();
        assertThat(list.revoked(OTHER, "s1", before())).isFalse();
    }

    @Test
    void revokedUserShouldBeAllOfTheirSessionsButTokensOfALaterLogin() {
        list.add(new SessionRevoked(USER, null, now, now + 60_000));

        assertThat(list.revoked(USER, "s1", before())).isTrue();
        assertThat(list.revoked(USER, null, before())).isTrue();
        assertThat(list.revoked(USER, "s3", Instant.ofEpochMilli(now))).isFalse();
        assertThat(list.revoked(OTHER, "s1", before())).isFalse();
    }

    @Test
    void tokenThatDoesNotSayWhenItWasIssuedShouldBeTakenForRevoked() {
        list.add(new SessionRevoked(USER, null, now, now + 60_000));

        assertThat(list.revoked(USER, "s1", null)).isTrue();
    }

    @Test
    void earlierRevocationThatIsHeardLateShouldNotShortenALaterOne() {
        list.add(new SessionRevoked(USER, null, now, now + 60_000));
        list.add(new SessionRevoked(USER, null, now - 30_000, now + 100));

        assertThat(list.revoked(USER, "s1", before())).isTrue();
    }

    @Test
    void revocationShouldBeForgottenOnceEveryTokenHasExpired() throws InterruptedException {
        list.add(new SessionRevoked(USER, "s1", now, System.currentTimeMillis() + 50));
        list.add(new SessionRevoked(USER, "s2", now, now - 1));

        assertThat(list.revoked(USER, "s2", before())).isFalse();
        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () -> assertThat(list.revoked(USER, "s1", before())).isFalse());
    }

    @Test
    void listenersShouldHearOfNewsOnce() {
        List<SessionRevoked> heard = new ArrayList<>();
        list.listen(heard::add);
        var event = new SessionRevoked(USER, "s1", now, now + 60_000);

        list.add(event);
        list.add(event);

        assertThat(heard).containsExactly(event);
    }

    @Test
    void revokedTokenShouldBeInvalidThoughItPassedBefore() {
        var keys = new TestTokens();
        var tokens = new AccessTokens(keys, list, Clock.systemUTC());
        var token = keys.tokenOf(USER, claims -> claims.claim("sid", "s1"));
        assertThat(tokens.verify(token).block()).isNotNull();

        list.add(new SessionRevoked(USER, "s1", System.currentTimeMillis() + 1000, now + 60_000));

        StepVerifier.create(tokens.verify(token)).verifyError(TokenError.Invalid.class);
    }

    private Instant before() {
        return Instant.ofEpochMilli(now - 1);
    }
}
