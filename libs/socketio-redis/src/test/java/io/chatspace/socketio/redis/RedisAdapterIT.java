package io.chatspace.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.socketio.adapter.AdapterContract;
import io.chatspace.socketio.server.TestServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The contract on three nodes and a real Redis.
class RedisAdapterIT extends AdapterContract {
    private static TestRedis redis;
    private static RedisClient client;
    private static final List<RedisAdapters> adapters = new ArrayList<>();
    private static final List<TestServer> nodes = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
        for (int i = 0; i < 3; i++) {
            RedisAdapters made = RedisAdapters.connect(client, "socket.io", Duration.ofSeconds(2));
            adapters.add(made);
            TestServer node = new TestServer(builder -> builder.adapter(made));
            node.main();
            nodes.add(node);
        }
    }

    @AfterAll
    static void stop() {
        nodes.forEach(TestServer::close);
        adapters.forEach(RedisAdapters::close);
        client.shutdown(0, 1, TimeUnit.SECONDS);
        redis.close();
    }

    @Override
    protected TestServer node(int number) {
        return nodes.get(number);
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
}
