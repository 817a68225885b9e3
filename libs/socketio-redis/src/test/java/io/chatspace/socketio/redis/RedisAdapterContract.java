package io.chatspace.socketio.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.socketio.adapter.AdapterContract;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The contract on three nodes, and what only nodes do for each other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisAdapterContract extends AdapterContract {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private final List<RedisAdapters> adapters = new ArrayList<>();
    private final List<TestServer> nodes = new ArrayList<>();

    /// Starts what the nodes need and gives the adapters of one of them.
    abstract RedisAdapters connect();

    abstract void stopRedis();

    /// Cuts all connections of all clients, and says how many there were.
    abstract long cutConnections();

    @BeforeAll
    void start() {
        for (int i = 0; i < 3; i++) {
            RedisAdapters made = connect();
            adapters.add(made);
            TestServer node = new TestServer(builder -> builder.adapter(made));
            node.main().onServerSideEvent("are you there", (args, ack) -> ack.send(true));
            nodes.add(node);
        }
        awaitAllNodes();
    }

    @AfterAll
    void stop() {
        nodes.forEach(TestServer::close);
        adapters.forEach(RedisAdapters::close);
        stopRedis();
    }

    @Override
    protected TestServer node(int number) {
        return nodes.get(number);
    }

    /// Until each node hears from the two others.
    void awaitAllNodes() {
        for (TestServer node : nodes) {
            await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> answersTo(node) == 2);
        }
    }

    private static int answersTo(TestServer node) {
        return requireNonNull(node.main().serverSideEmitWithAck("are you there").block(Duration.ofSeconds(5)))
                .size();
    }

    @Test
    void serverSideEventsShouldReachTheOthersAndGatherTheirAnswers() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            nodes.get(i).main().onServerSideEvent("hello", (args, ack) -> {
                heard.add(number + args.get(0).asString());
                ack.send(number);
            });
        }

        nodes.get(1).main().serverSideEmit("hello", "!");
        assertThat(List.of(heard.poll(2, TimeUnit.SECONDS), heard.poll(2, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("0!", "2!");

        var answers = nodes.get(0).main().serverSideEmitWithAck("hello", "?").block(Duration.ofSeconds(5));
        assertThat(answers).extracting(node -> node.asInt()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aCutConnectionShouldComeBackWithAllItsSubscriptions() throws Exception {
        Room red = Room.of("red");
        joinAll(red);
        assertThat(cutConnections()).isPositive();
        awaitAllNodes();

        main(1).to(red).emit("again");
        shouldAllGet("42[\"again\"]");
        main(2).emit("everywhere");
        shouldAllGet("42[\"everywhere\"]");
    }
}
