package io.chatspace.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.socketio.server.Room;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The contract on a Redis Cluster of three: the channels of rooms live on different servers.
class ShardedAdapterOnClusterIT extends RedisAdapterContract {
    private static final int LAST_SLOT = 16_383;

    private final List<TestRedis> servers =
            Stream.generate(() -> new TestRedis("cluster-enabled yes")).limit(3).toList();
    private final RedisClusterClient client;

    ShardedAdapterOnClusterIT() {
        int share = LAST_SLOT / servers.size() + 1;
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).ownSlots(i * share, Math.min(LAST_SLOT, (i + 1) * share - 1));
            servers.get(i).meet(servers.get(0));
        }
        servers.forEach(TestRedis::awaitCluster);
        client = RedisClusterClient.create(
                RedisURI.create("127.0.0.1", servers.get(0).port()));
        client.setOptions(ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAllAdaptiveRefreshTriggers()
                        .build())
                .build());
    }

    @Override
    RedisAdapters connect() {
        return RedisAdapters.sharded(client, "socket.io", REQUEST_TIMEOUT);
    }

    @Override
    long cutConnections() {
        return servers.stream().mapToLong(TestRedis::cutConnections).sum();
    }

    @Override
    void stopRedis() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        servers.forEach(TestRedis::close);
    }

    @Test
    void roomsOfEveryShardShouldReachTheirSockets() throws Exception {
        for (int i = 0; i < 12; i++) {
            Room room = Room.of("room-" + i);
            joinAll(room);
            main(i % 3).to(room).emit("to", i);
            shouldAllGet("42[\"to\"," + i + "]");
        }
        assertThat(servers)
                .allSatisfy(server -> assertThat(server.shardChannels()).isPositive());
    }
}
