package io.chatspace.socketio.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import redis.embedded.RedisServer;

/// A real Redis on a free port.
final class TestRedis implements AutoCloseable {
    private static final int PORTS_BELOW_THE_CLUSTERS_OWN = 10_000;

    private final String[] settings;
    private final int port;
    private RedisServer server;

    /// @param settings lines of its configuration
    TestRedis(String... settings) {
        this.settings = settings;
        this.port = freePort();
        this.server = started();
    }

    /// One whose cluster port, 10,000 above, exists.
    private static int freePort() {
        while (true) {
            try (ServerSocket free = new ServerSocket(0)) {
                if (free.getLocalPort() < 65_536 - PORTS_BELOW_THE_CLUSTERS_OWN) {
                    return free.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private RedisServer started() {
        var builder = RedisServer.builder().port(port).bind("127.0.0.1").setting("save \"\"");
        try {
            builder.setting("dir "
                    + Files.createTempDirectory(Path.of("target"), "redis").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String setting : settings) {
            builder.setting(setting);
        }
        RedisServer built = builder.build();
        built.start();
        return built;
    }

    int port() {
        return port;
    }

    void stop() {
        server.stop();
    }

    /// Again, empty, on the same port.
    void start() {
        server = started();
    }

    private <T> T asked(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try (var connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    /// How many there were.
    long cutConnections() {
        return asked(redis -> redis.clientKill(KillArgs.Builder.typePubsub())
                + redis.clientKill(KillArgs.Builder.typeNormal().skipme()));
    }

    void ownSlots(int first, int last) {
        var _ = asked(redis ->
                redis.clusterAddSlots(IntStream.rangeClosed(first, last).toArray()));
    }

    void meet(TestRedis other) {
        var _ = asked(redis -> redis.clusterMeet("127.0.0.1", other.port()));
    }

    void awaitCluster() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> asked(redis -> redis.clusterInfo().contains("cluster_state:ok")
                        && redis.clusterInfo().contains("cluster_known_nodes:3")));
    }

    int shardChannels() {
        return asked(redis -> redis.pubsubShardChannels().size());
    }

    @Override
    public void close() {
        server.stop();
    }
}
