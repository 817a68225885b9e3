package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sends go on without Redis; their pushes are made good, in order and once.
class RedisOutageIT {
    private final StubAuth auth = new StubAuth();
    private final int port = OwnedProcess.freePort();
    private RealRedis redis;
    private MessageStack stack;
    private UserView alice;
    private UserView bob;

    @BeforeEach
    void start() {
        redis = RealRedis.start(port);
        stack = MessageStack.start(auth, RealMongo.uri(), redis.url());
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
    }

    @AfterEach
    void stop() {
        stack.close();
        redis.close();
        auth.close();
    }

    @Test
    void pushesShouldBeMadeOnceRedisIsBack() {
        stack.send(alice, bob, "before");
        redis.close();

        long began = System.nanoTime();
        var meanwhile = IntStream.range(0, 20)
                .mapToObj(i -> stack.send(alice, bob, "meanwhile " + i))
                .toList();
        var took = Duration.ofNanos(System.nanoTime() - began);
        redis = RealRedis.start(port);
        var after = stack.send(alice, bob, "after");

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        var expected = Stream.concat(meanwhile.stream(), Stream.of(after))
                .map(MessageView::id)
                .toList();
        await().untilAsserted(() -> assertThat(log(bob)).isEqualTo(expected));
        assertThat(log(alice)).isEqualTo(expected);
        assertThat(stack.history(bob, alice)).hasSize(22);
    }

    @Test
    void aPushWhoseAnswerCameTooLateShouldNotBeMadeTwice() {
        var first = stack.send(alice, bob, "before");
        var paused = run(commands -> commands.clientPause(5000));
        assertThat(paused).isEqualTo("OK");

        long began = System.nanoTime();
        var meanwhile = stack.send(alice, bob, "meanwhile");
        var took = Duration.ofNanos(System.nanoTime() - began);

        // As long as Redis may take to answer, and not until it does.
        assertThat(took).isLessThan(Duration.ofSeconds(4));
        await().atMost(Duration.ofSeconds(20)).until(() -> log(bob).size() > 1);
        var last = stack.send(alice, bob, "after");
        await().until(() -> log(bob).contains(last.id()));
        assertThat(log(bob)).containsExactly(first.id(), meanwhile.id(), last.id());
    }

    @Test
    void aKeyThatIsNotALogShouldHarmNobodyElse() {
        var paused = run(commands -> commands.set(RedisNames.userLog(bob.id()), "not a log"));
        assertThat(paused).isEqualTo("OK");

        stack.send(alice, bob, "to a broken log");
        var note = stack.send(bob, alice, "to a good one");

        await().until(() -> log(alice).contains(note.id()));
    }

    /// Ids of the messages in the user's log.
    private List<String> log(UserView user) {
        return run(commands -> commands.xrange(RedisNames.userLog(user.id()), Range.unbounded())).stream()
                .map(entry -> entry.getBody().getOrDefault("d", ""))
                .map(args -> args.replaceAll(".*\"_id\":\"([0-9a-f]{24})\".*", "$1"))
                .toList();
    }

    private <T> T run(Function<RedisCommands<String, String>, T> call) {
        var client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            return call.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }
}
