package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Redis dies and comes back empty, or stands still: sockets stay, and what was missed is made good.
class RedisOutageIT {
    private static final Duration SOON = Duration.ofSeconds(25);
    private PresenceStack stack;
    private String alice;
    private String bob;

    @BeforeEach
    void start() {
        stack = new PresenceStack();
        alice = stack.services().signUp();
        bob = stack.services().signUp();
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void whatWasSentWhileRedisWasDeadShouldComeFromMessageService() throws Exception {
        var watching = stack.device(stack.a(), alice).connect();
        var raw = stack.raw(bob).connect(stack.b());
        watching.seesOnline(bob);
        try (var redis = stack.redis()) {
            var known = redis.push(alice, bob, "before");
            stack.services().store(bob, known);
        }
        await().until(() -> raw.texts().size() == 1);

        stack.killRedis();
        stack.services().store(bob, Ids.message(alice, bob, "meanwhile 1"));
        stack.services().store(bob, Ids.message(alice, bob, "meanwhile 2"));
        // Who comes while it is away is let in, and who is there keeps its picture.
        var late = stack.raw(stack.services().signUp()).connect(stack.a());
        assertThat(late.recovered()).isFalse();
        assertThat(watching.online()).contains(bob);
        stack.startRedis();

        await().atMost(SOON).until(() -> raw.texts().size() >= 3);
        assertThat(raw.texts()).containsExactly("before", "meanwhile 1", "meanwhile 2");
        try (var redis = stack.redis()) {
            await().atMost(SOON)
                    .until(() ->
                            redis.commands().smembers(RedisNames.nodeUsers("b")).contains(bob));
            redis.push(alice, bob, "after");
            await().atMost(SOON).until(() -> raw.texts().contains("after"));
        }
        assertThat(raw.texts()).hasSize(4);
        assertThat(watching.log()).containsExactly("connect");
        assertThat(watching.wentOffline()).doesNotContain(alice, bob);
    }

    @Test
    void presenceShouldBeTrueAgainAfterRedisCameBackEmpty() {
        var watching = stack.device(stack.a(), alice).connect();
        var leaving = stack.device(stack.b(), bob).connect();
        watching.seesOnline(bob);

        stack.killRedis();
        leaving.close();
        var carol = stack.services().signUp();
        stack.device(stack.b(), carol).connect();
        stack.startRedis();

        await().atMost(SOON)
                .until(() ->
                        !watching.online().contains(bob) && watching.online().contains(carol));
    }

    @Test
    void aRedisThatStandsStillShouldHarmNobodyForLonger() throws Exception {
        var watching = stack.device(stack.a(), alice).connect();
        var raw = stack.raw(bob).connect(stack.b());
        watching.seesOnline(bob);

        assumeTrue(stack.redisServer().pause(), "needs a redis-server on this machine");
        stack.services().store(bob, Ids.message(alice, bob, "meanwhile"));
        await().pollDelay(Duration.ofSeconds(7)).atMost(Duration.ofSeconds(9)).until(() -> true);
        var late = stack.device(stack.a(), stack.services().signUp()).connect();
        assertThat(stack.redisServer().resume()).isTrue();

        try (var redis = stack.redis()) {
            redis.push(alice, bob, "after");
        }
        await().atMost(SOON).until(() -> raw.texts().contains("after"));
        assertThat(late.log()).containsExactly("connect");
        await().atMost(SOON).until(() -> watching.online().containsAll(List.of(alice, bob)));
        assertThat(watching.log()).containsExactly("connect");
    }
}
