package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.AdapterFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes adapters that share one pair of connections to Redis.
///
/// Speaks to Node servers with `@socket.io/redis-adapter` 8 (its `createAdapter`, not the sharded one) and hears
/// `@socket.io/redis-emitter`. Without Redis, sockets of this node still get what this node sends; requests to
/// other nodes fail.
public final class RedisAdapters implements AdapterFactory, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisAdapters.class);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final String prefix;
    private final Duration requestTimeout;
    private final StatefulRedisConnection<String, byte[]> commands;
    private final StatefulRedisPubSubConnection<String, byte[]> subscriptions;
    private final Map<String, RedisAdapter> byPattern = new ConcurrentHashMap<>();
    private final Map<String, RedisAdapter> byChannel = new ConcurrentHashMap<>();

    private RedisAdapters(RedisClient client, String prefix, Duration requestTimeout) {
        this.prefix = prefix;
        this.requestTimeout = requestTimeout;
        this.commands = client.connect(CODEC);
        this.subscriptions = client.connectPubSub(CODEC);
        subscriptions.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, byte[] message) {
                RedisAdapter adapter = byPattern.get(pattern);
                if (adapter != null) {
                    guarded(channel, () -> adapter.broadcastArrived(channel, message));
                }
            }

            @Override
            public void message(String channel, byte[] message) {
                RedisAdapter adapter = byChannel.get(channel);
                if (adapter != null) {
                    guarded(channel, () -> adapter.messageArrived(channel, message));
                }
            }
        });
    }

    /// Connects, blocking until that is done. Closing leaves the client open.
    public static RedisAdapters connect(RedisClient client) {
        return connect(client, "socket.io", Duration.ofSeconds(5));
    }

    /// @param prefix         of all channels: `key` in the Node package
    /// @param requestTimeout how long other nodes may take to answer
    public static RedisAdapters connect(RedisClient client, String prefix, Duration requestTimeout) {
        return new RedisAdapters(client, prefix, requestTimeout);
    }

    private static void guarded(String channel, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.warn("a message on {} was dropped: {}", channel, e.toString());
        }
    }

    @Override
    public Adapter create(AdapterContext context) {
        RedisAdapter adapter = new RedisAdapter(context, Channels.of(prefix, context.namespace()), this);
        adapter.start();
        return adapter;
    }

    Duration requestTimeout() {
        return requestTimeout;
    }

    CompletionStage<Long> publish(String channel, byte[] message) {
        return commands.async().publish(channel, message);
    }

    CompletionStage<Map<String, Long>> subscribers(String channel) {
        return commands.async().pubsubNumsub(channel);
    }

    void subscribe(RedisAdapter adapter, String pattern, String... channels) {
        byPattern.put(pattern, adapter);
        for (String channel : channels) {
            byChannel.put(channel, adapter);
        }
        var _ = subscriptions.async().psubscribe(pattern);
        var _ = subscriptions.async().subscribe(channels);
    }

    /// Completes when Redis has confirmed.
    CompletionStage<Void> unsubscribe(String pattern, String... channels) {
        byPattern.remove(pattern);
        for (String channel : channels) {
            byChannel.remove(channel);
        }
        return subscriptions
                .async()
                .punsubscribe(pattern)
                .thenCompose(done -> subscriptions.async().unsubscribe(channels));
    }

    @Override
    public void close() {
        subscriptions.close();
        commands.close();
    }
}
