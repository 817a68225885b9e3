package io.chatspace.presence.push;

import io.chatspace.contracts.RedisNames;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;

/// The node's one subscribing connection. On Redis Cluster users' channels are sharded ones; one call names
/// either those or others.
///
/// Listeners are called on the connection's own thread, one message after the other: they must not block.
public final class RedisPubSub implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RedisPubSub.class);

    private final LettuceConnectionFactory connections;
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> disconnectListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> reconnectListeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private volatile boolean wasConnected;

    public RedisPubSub(LettuceConnectionFactory connections) {
        this.connections = connections;
    }

    /// Hears every message of every channel subscribed here: channel, then text.
    public void onMessage(BiConsumer<String, String> listener) {
        listeners.add(listener);
    }

    /// Called when the connection is lost, and maybe again while it stays so.
    public void onDisconnect(Runnable listener) {
        disconnectListeners.add(listener);
    }

    /// Called after a lost connection is there again. Subscriptions are being renewed by then, not yet surely in
    /// place:
    /// [#subscribe] again and wait, before reading what was missed.
    public void onReconnect(Runnable listener) {
        reconnectListeners.add(listener);
    }

    /// Completes once Redis has confirmed. Fails while Redis is away; the subscription is then made when it is
    /// back.
    public Mono<Void> subscribe(String... channels) {
        return command(channels, true);
    }

    public Mono<Void> unsubscribe(String... channels) {
        return command(channels, false);
    }

    private Mono<Void> command(String[] channels, boolean subscribe) {
        return Mono.defer(() -> {
            var open = connection;
            if (open == null) {
                return Mono.error(new IllegalStateException("not started"));
            }
            RedisFuture<Void> done;
            // Only users' channels are many enough to be worth a shard of their own.
            boolean sharded = open instanceof StatefulRedisClusterPubSubConnection<String, String>
                    && RedisNames.isUserChannel(channels[0]);
            if (sharded) {
                done = subscribe
                        ? open.async().ssubscribe(channels)
                        : open.async().sunsubscribe(channels);
            } else {
                done = subscribe
                        ? open.async().subscribe(channels)
                        : open.async().unsubscribe(channels);
            }
            return Mono.fromCompletionStage(done);
        });
    }

    @Override
    public void start() {
        var opened = open(connections.getRequiredNativeClient());
        opened.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                dispatch(channel, message);
            }

            @Override
            public void smessage(String shardChannel, String message) {
                dispatch(shardChannel, message);
            }
        });
        opened.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
                if (wasConnected) {
                    log.info("Subscribing connection to Redis is back");
                    reconnectListeners.forEach(Runnable::run);
                }
                wasConnected = true;
            }

            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                log.warn("Subscribing connection to Redis is lost, pushes pause");
                disconnectListeners.forEach(Runnable::run);
            }
        });
        wasConnected = true;
        connection = opened;
    }

    private static StatefulRedisPubSubConnection<String, String> open(AbstractRedisClient client) {
        return switch (client) {
            case RedisClusterClient cluster -> cluster.connectPubSub();
            case RedisClient single -> single.connectPubSub();
            default -> throw new IllegalStateException("Unknown kind of Redis client: " + client.getClass());
        };
    }

    private void dispatch(String channel, String message) {
        for (var listener : listeners) {
            try {
                listener.accept(channel, message);
            } catch (RuntimeException e) {
                log.error("A message from Redis could not be handled", e);
            }
        }
    }

    @Override
    public void stop() {
        var open = connection;
        connection = null;
        if (open != null) {
            open.closeAsync();
        }
    }

    @Override
    public boolean isRunning() {
        return connection != null;
    }

    /// Before whoever subscribes, and stopped after them.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
