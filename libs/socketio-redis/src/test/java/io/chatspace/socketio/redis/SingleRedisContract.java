package io.chatspace.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.socketio.server.Room;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/// The contract on one Redis server, which may go away and come back.
abstract class SingleRedisContract extends RedisAdapterContract {
    private final TestRedis redis = new TestRedis();
    private final ClientResources resources = ClientResources.builder()
            .reconnectDelay(() -> Delay.constant(Duration.ofMillis(100)))
            .build();
    private final RedisClient client = RedisClient.create(resources, RedisURI.create("127.0.0.1", redis.port()));

    {
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
    }

    abstract RedisAdapters connect(RedisClient client);

    @Override
    RedisAdapters connect() {
        return connect(client);
    }

    @Override
    long cutConnections() {
        return redis.cutConnections();
    }

    @Override
    void stopRedis() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
        redis.close();
    }

    @Test
    void aRestartOfRedisShouldOnlyPauseTheTalkBetweenNodes() throws Exception {
        Room red = Room.of("red");
        joinAll(red);
        redis.stop();

        main(0).to(red).emit("near");
        shouldGet(0, "42[\"near\"]");
        StepVerifier.create(main(0).fetchSockets()).expectError().verify(REQUEST_TIMEOUT.multipliedBy(3));

        redis.start();
        awaitAllNodes();
        main(0).to(red).emit("again");
        shouldAllGet("42[\"again\"]");
        assertThat(main(1).fetchSockets().block(Duration.ofSeconds(5))).hasSize(3);
    }
}
