package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.Allocations;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What the main things cost in commands to the stores. Counts, not times: they are the same on every machine, and
/// may not grow unnoticed.
class CostIT {
    private static final int TIMES = 100;
    private static final int WARM_UP = 1_000;
    private static final int ROUNDS = 5;

    /// For a message that is sent by itself. Under load there is less of it: commands are shared, and the compiler
    /// takes
    /// out more.
    private static final double RECORDED_BYTES = 150_000;

    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private final StubAuth auth = new StubAuth();
    private MessageStack stack;
    private UserView alice;
    private UserView bob;

    @BeforeEach
    void start() {
        stack = MessageStack.start(auth, RealMongo.uri(), RealRedis.uri(), "--chatspace.directory.fresh-for=1h");
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
        // Connections, scripts, indexes and the directory are there from now on.
        for (int i = 0; i < 5; i++) {
            stack.send(alice, bob, "before " + i);
            stack.history(bob, alice);
            stack.get(alice, "/api/messages/users");
        }
    }

    @AfterEach
    void stop() {
        stack.close();
        auth.close();
    }

    @Test
    void aMessageShouldCostNoMoreCommandsThanRecorded() {
        var mongo = mongoCommands();
        var redis = redisCommands();
        for (int i = 0; i < TIMES; i++) {
            stack.send(alice, bob, "message " + i);
        }

        // What is read is the conversation's newest message, behind which the new one is sorted.
        assertThat(since(mongo, mongoCommands())).isEqualTo(Map.of("find", TIMES, "insert", TIMES));
        // One script for each recipient: the receiver, and the sender's other devices.
        assertThat(since(redis, redisCommands())).containsEntry("evalsha", 2 * TIMES);
    }

    /// By all threads of the service, the drivers' and the event loops' among them.
    @Test
    void aMessageShouldAllocateNoMoreThanRecorded() throws Exception {
        // Keeps records of its own of every buffer.
        var leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try (var sender = new RawSender(stack, alice, bob)) {
            sender.send(WARM_UP);

            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = Allocations.byOtherThreads();
                sender.send(TIMES);
                least = Math.min(least, (double) (Allocations.byOtherThreads() - before) / TIMES);
            }

            System.out.printf("bytes allocated a message: %.0f%n", least);
            assertThat(least).isLessThan(RECORDED_BYTES * 1.05);
        } finally {
            ResourceLeakDetector.setLevel(leakDetection);
        }
    }

    @Test
    void openingAConversationShouldCostNoMoreCommandsThanRecorded() {
        var mongo = mongoCommands();
        for (int i = 0; i < TIMES; i++) {
            stack.history(bob, alice);
        }

        assertThat(since(mongo, mongoCommands())).isEqualTo(Map.of("find", TIMES));
    }

    @Test
    void theListOfPeopleShouldCostNoMoreCommandsThanRecorded() {
        var mongo = mongoCommands();
        int asked = auth.asked();
        for (int i = 0; i < TIMES; i++) {
            stack.get(alice, "/api/messages/users");
        }

        assertThat(since(mongo, mongoCommands())).isEqualTo(Map.of("aggregate", TIMES));
        assertThat(auth.asked()).isEqualTo(asked);
    }

    @Test
    void theListOfPeopleShouldBeCountedFromTheIndexAlone() {
        for (int i = 0; i < TIMES; i++) {
            stack.send(bob, alice, "unseen " + i);
        }
        long before = documentsRead();
        for (int i = 0; i < TIMES; i++) {
            stack.get(alice, "/api/messages/users");
        }

        // The rest is what looks after settings and leases meanwhile.
        assertThat(documentsRead() - before).isLessThan(5 * TIMES);
    }

    private long documentsRead() {
        var status = Mono.from(
                        stack.bean(MongoClient.class).getDatabase("admin").runCommand(new Document("serverStatus", 1)))
                .blockOptional()
                .orElseThrow();
        return status.getEmbedded(List.of("metrics", "queryExecutor", "scannedObjects"), Number.class)
                .longValue();
    }

    /// Those on messages: what looks after settings and leases by the clock is not a message's.
    private Map<String, Integer> mongoCommands() {
        return stack
                .bean(MeterRegistry.class)
                .find("mongodb.driver.commands")
                .tag("collection", "messages")
                .timers()
                .stream()
                .collect(Collectors.toMap(
                        timer -> timer.getId().getTag("command"), timer -> (int) timer.count(), Integer::sum));
    }

    private static Map<String, Integer> redisCommands() {
        var client = RedisClient.create(RealRedis.uri());
        try (var connection = client.connect()) {
            var counts = new TreeMap<String, Integer>();
            var calls = CALLS.matcher(connection.sync().info("commandstats"));
            while (calls.find()) {
                counts.put(calls.group(1), Integer.valueOf(calls.group(2)));
            }
            return counts;
        } finally {
            client.shutdown();
        }
    }

    private static Map<String, Integer> since(Map<String, Integer> before, Map<String, Integer> after) {
        var grown = new TreeMap<String, Integer>();
        after.forEach((command, count) -> {
            int more = count - before.getOrDefault(command, 0);
            if (more > 0) {
                grown.put(command, more);
            }
        });
        return grown;
    }
}
