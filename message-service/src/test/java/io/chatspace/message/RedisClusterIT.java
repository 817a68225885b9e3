package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealMongo;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.RedisClusterPubSubAdapter;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/// On Redis Cluster log and channel share a slot, and the channel is a sharded one.
class RedisClusterIT {
    @Test
    void pushesShouldArriveOnTheShardedChannel(@TempDir Path folder) throws IOException {
        int port = OwnedProcess.freePort();
        var server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("cluster-enabled yes")
                .setting("dir " + Files.createDirectories(folder.resolve("redis")))
                .build();
        server.start();
        try {
            takeAllSlots(port);
            push(port);
        } finally {
            server.stop();
        }
    }

    private static void push(int port) {
        try (var auth = new StubAuth();
                var stack = MessageStack.start(
                        auth,
                        RealMongo.uri(),
                        "redis://127.0.0.1:" + port,
                        "--spring.data.redis.cluster.nodes=127.0.0.1:" + port)) {
            var alice = auth.signUp("Alice");
            var bob = auth.signUp("Bob");
            var frames = new CopyOnWriteArrayList<PushFrame>();
            var client = RedisClusterClient.create(RedisURI.create("127.0.0.1", port));
            try (var connection = client.connectPubSub()) {
                connection.addListener(new RedisClusterPubSubAdapter<>() {
                    @Override
                    public void smessage(RedisClusterNode node, String channel, String text) {
                        var frame = PushFrame.parse(text);
                        if (frame != null) {
                            frames.add(frame);
                        }
                    }
                });
                connection.sync().ssubscribe(RedisNames.userChannel(bob.id()));

                var message = stack.send(alice, bob, "over a shard");

                await().until(() -> !frames.isEmpty());
                assertThat(frames).singleElement().satisfies(frame -> {
                    assertThat(frame.event()).isEqualTo(SocketEvents.NEW_MESSAGE);
                    assertThat(frame.args()).contains(message.id());
                });
            } finally {
                client.shutdown();
            }
        }
    }

    private static void takeAllSlots(int port) {
        var client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try (var connection = client.connect()) {
            var commands = connection.sync();
            var slots = new CommandArgs<>(StringCodec.UTF8)
                    .add("ADDSLOTSRANGE")
                    .add(0)
                    .add(16383);
            assertThat(commands.dispatch(CommandType.CLUSTER, new StatusOutput<>(StringCodec.UTF8), slots))
                    .isEqualTo("OK");
            await().until(() -> commands.clusterInfo().contains("cluster_state:ok"));
        } finally {
            client.shutdown();
        }
    }
}
