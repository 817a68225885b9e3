package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import io.chatspace.contracts.TokenClaims;
import io.chatspace.kit.test.TestTokens;
import io.socket.client.Ack;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Which tokens open a socket, and what ends one.
class SocketTokenIT {
    private static final String ERROR = "Authentication error: ";
    private static PresenceStack stack;
    private static RedisSide redis;

    @BeforeAll
    static void start() {
        stack = new PresenceStack();
        redis = stack.redis();
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    void badTokensShouldBeRefusedInTheContractsWords() {
        var tokens = stack.services().tokens();
        var user = stack.services().signUp();

        assertThat(refusal(Map.of())).isEqualTo(ERROR + "No token provided");
        assertThat(refusal(Map.of("token", " "))).isEqualTo(ERROR + "No token provided");
        assertThat(refusal(Map.of("token", "nonsense"))).isEqualTo(ERROR + "Invalid token");
        assertThat(refusal(Map.of("token", new TestTokens().tokenOf(user)))).isEqualTo(ERROR + "Invalid token");
        assertThat(refusal(Map.of("token", tokens.tokenOf(user, claims -> claims.audience("other")))))
                .isEqualTo(ERROR + "Invalid token");
        assertThat(refusal(Map.of("token", tokens.expiredTokenOf(user)))).isEqualTo(ERROR + "Token expired");
        assertThat(refusal(Map.of("token", tokens.tokenOf(Ids.next())))).isEqualTo(ERROR + "User not found");
    }

    @Test
    void aGoodTokenShouldDoWhileAuthServiceIsAway() {
        stack.services().down(true);
        try {
            assertThat(stack.device(stack.a(), Ids.next()).connect().socket().connected())
                    .isTrue();
        } finally {
            stack.services().down(false);
        }
    }

    @Test
    void aLogoutShouldEndTheSocketsOfItsSessionOnAllNodesWithinASecond() {
        var user = stack.services().signUp();
        var leaving = tokenOf(user, "leaving");
        var here = stack.keep(Device.of(stack.a(), leaving)).connect();
        var there = stack.keep(Device.of(stack.b(), leaving)).connect();
        var staying = stack.keep(Device.of(stack.b(), tokenOf(user, "staying"))).connect();

        redis.revoke(user, "leaving");

        await().atMost(Duration.ofSeconds(1))
                .until(() -> here.log().size() > 1 && there.log().size() > 1);
        assertThat(here.log().getLast()).startsWith("disconnect: transport");
        await().until(() -> here.refusals().contains(ERROR + "Invalid token")
                && there.refusals().contains(ERROR + "Invalid token"));
        assertThat(staying.log()).containsExactly("connect");
        assertThat(refusal(Map.of("token", leaving))).isEqualTo(ERROR + "Invalid token");
    }

    @Test
    void theEndOfAllSessionsShouldEndAllSocketsOfThatUserOnly() {
        var user = stack.services().signUp();
        var one = stack.keep(Device.of(stack.a(), tokenOf(user, "one"))).connect();
        var two = stack.keep(Device.of(stack.b(), tokenOf(user, "two"))).connect();
        var other = stack.device(stack.a(), stack.services().signUp()).connect();

        redis.revoke(user, null);

        await().atMost(Duration.ofSeconds(1))
                .until(() -> one.log().size() > 1 && two.log().size() > 1);
        assertThat(other.log()).containsExactly("connect");
        other.seesOffline(user);
    }

    @Test
    void aTokenThatExpiresShouldBeAskedForAndTheSocketCloseWithoutOne() {
        var user = stack.services().signUp();
        var device = stack.keep(Device.of(stack.a(), expiring(user, 4)))
                .hears("auth:expiring")
                .connect();

        await().atMost(Duration.ofSeconds(2)).until(() -> !device.others().isEmpty());
        assertThat((Integer) device.others().getFirst()[0]).isBetween(1, 4);
        assertThat(device.others().getFirst()[1]).isInstanceOf(Ack.class);
        await().atMost(Duration.ofSeconds(6)).until(() -> device.log().size() > 1);
        await().until(() -> device.refusals().contains(ERROR + "Token expired"));
        assertThat(device.others()).hasSize(1);
    }

    @Test
    void aNewTokenShouldKeepTheSocketAndSomebodyElsesShouldNot() {
        var user = stack.services().signUp();
        var renewing = stack.keep(Device.of(stack.a(), expiring(user, 3))).connect();
        answerWith(renewing, stack.services().tokens().tokenOf(user));
        var cheating = stack.keep(Device.of(stack.b(), expiring(user, 3))).connect();
        answerWith(cheating, stack.services().tokens().tokenOf(stack.services().signUp()));

        await().atMost(Duration.ofSeconds(6)).until(() -> cheating.log().size() > 1);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .until(() -> renewing.socket().connected());
        assertThat(renewing.log()).containsExactly("connect");
    }

    private static void answerWith(Device device, String token) {
        device.socket().on("auth:expiring", args -> ((Ack) args[1]).call(token));
    }

    private static String refusal(Map<String, String> auth) {
        try (var device = Device.of(stack.a(), auth, "polling", "websocket").begin()) {
            await().until(() -> !device.refusals().isEmpty());
            assertThat(device.log()).isEmpty();
            return device.refusals().getFirst();
        }
    }

    private static String tokenOf(String user, String session) {
        return tokenOf(user, claims -> claims.claim(TokenClaims.SESSION_ID, session));
    }

    private static String expiring(String user, long seconds) {
        return tokenOf(
                user, claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(seconds))));
    }

    private static String tokenOf(String user, UnaryOperator<JWTClaimsSet.Builder> change) {
        return stack.services().tokens().tokenOf(user, change);
    }
}
