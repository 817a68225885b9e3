package io.chatspace.socketio.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The pair of connections that a node's adapters share. Thread-safe; nothing but connecting blocks.
///
/// A listener is called on the connection's own thread, one message after the other. Subscriptions are made again when
/// a lost connection is back; what was said in between is not heard.
final class RedisBus implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final StatefulConnection<String, byte[]> connection;
    private final RedisClusterAsyncCommands<String, byte[]> commands;
    private final StatefulRedisPubSubConnection<String, byte[]> subscriptions;
    private final Map<String, BiConsumer<String, byte[]>> byPattern = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, byte[]>> byChannel = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, byte[]>> byShardChannel = new ConcurrentHashMap<>();

    private RedisBus(
            StatefulConnection<String, byte[]> connection,
            RedisClusterAsyncCommands<String, byte[]> commands,
            StatefulRedisPubSubConnection<String, byte[]> subscriptions) {
        this.connection = connection;
        this.commands = commands;
        this.subscriptions = subscriptions;
        subscriptions.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, byte[] message) {
                guarded(byPattern.get(pattern), channel, message);
            }

            @Override
            public void message(String channel, byte[] message) {
                guarded(byChannel.get(channel), channel, message);
            }

            @Override
            public void smessage(String shardChannel, byte[] message) {
                guarded(byShardChannel.get(shardChannel), shardChannel, message);
            }
        });
        subscriptions.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
                // After a shard moved to another node, Lettuce alone does not find the way back.
                byShardChannel.keySet().forEach(subscriptions.async()::ssubscribe);
            }
        });
    }

    static RedisBus connect(RedisClient client) {
        var commands = client.connect(CODEC);
        return new RedisBus(commands, commands.async(), client.connectPubSub(CODEC));
    }

    static RedisBus connect(RedisClusterClient client) {
        var commands = client.connect(CODEC);
        return new RedisBus(commands, commands.async(), client.connectPubSub(CODEC));
    }

    private static void guarded(@Nullable BiConsumer<String, byte[]> listener, String channel, byte[] message) {
        if (listener == null) {
            return;
        }
        try {
            listener.accept(channel, message);
        } catch (RuntimeException e) {
            log.warn("a message on {} was dropped: {}", channel, e.toString());
        }
    }

    // ---- plain channels

    CompletionStage<Long> publish(String channel, byte[] message) {
        return commands.publish(channel, message);
    }

    /// At least 1: whoever asks is one.
    Mono<Integer> subscribers(String channel) {
        return Mono.fromCompletionStage(() -> commands.pubsubNumsub(channel))
                .map(counts -> atLeastOne(counts, channel));
    }

    void psubscribe(String pattern, BiConsumer<String, byte[]> listener) {
        byPattern.put(pattern, listener);
        var _ = subscriptions.async().psubscribe(pattern);
    }

    void subscribe(String channel, BiConsumer<String, byte[]> listener) {
        byChannel.put(channel, listener);
        var _ = subscriptions.async().subscribe(channel);
    }

    /// Completes when Redis has confirmed.
    Mono<Void> punsubscribe(String pattern) {
        byPattern.remove(pattern);
        return Mono.fromCompletionStage(() -> subscriptions.async().punsubscribe(pattern));
    }

    /// Completes when Redis has confirmed.
    Mono<Void> unsubscribe(String... channels) {
        Stream.of(channels).forEach(byChannel::remove);
        return Mono.fromCompletionStage(() -> subscriptions.async().unsubscribe(channels));
    }

    // ---- sharded channels: one command each, since each may live on another shard

    CompletionStage<Long> spublish(String channel, byte[] message) {
        return commands.spublish(channel, message);
    }

    /// At least 1: whoever asks is one.
    Mono<Integer> shardSubscribers(String channel) {
        return Mono.fromCompletionStage(() -> commands.pubsubShardNumsub(channel))
                .map(counts -> atLeastOne(counts, channel));
    }

    void ssubscribe(String channel, BiConsumer<String, byte[]> listener) {
        byShardChannel.put(channel, listener);
        var _ = subscriptions.async().ssubscribe(channel);
    }

    /// Completes when Redis has confirmed.
    CompletionStage<Void> sunsubscribe(String channel) {
        byShardChannel.remove(channel);
        return subscriptions.async().sunsubscribe(channel);
    }

    private static int atLeastOne(Map<String, Long> counts, String channel) {
        return Math.max(1, counts.getOrDefault(channel, 1L).intValue());
    }

    @Override
    public void close() {
        subscriptions.close();
        connection.close();
    }
}
