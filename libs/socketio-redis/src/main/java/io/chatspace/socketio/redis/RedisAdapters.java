package io.chatspace.socketio.redis;

import io.chatspace.socketio.adapter.Adapter;
import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.AdapterFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;

/// Makes adapters that share one pair of connections to Redis.
///
/// Speaks to Node servers with `@socket.io/redis-adapter` 8: [#connect] to its `createAdapter` and to
/// `@socket.io/redis-emitter`, [#sharded] to its `createShardedAdapter`. Without Redis, sockets of this node still get
/// what this node sends; requests to other nodes fail.
public final class RedisAdapters implements AdapterFactory, AutoCloseable {
    private static final String PREFIX = "socket.io";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final RedisBus redis;
    private final Kind kind;
    private final String prefix;
    private final Duration requestTimeout;

    @FunctionalInterface
    private interface Kind {
        ClusterAdapter make(AdapterContext context, String prefix, RedisBus redis, Duration requestTimeout);
    }

    private RedisAdapters(RedisBus redis, Kind kind, String prefix, Duration requestTimeout) {
        this.redis = redis;
        this.kind = kind;
        this.prefix = prefix;
        this.requestTimeout = requestTimeout;
    }

    /// Over plain pub/sub. Connects, blocking until that is done. Closing leaves the client open.
    public static RedisAdapters connect(RedisClient client) {
        return connect(client, PREFIX, REQUEST_TIMEOUT);
    }

    /// @param prefix         of all channels: `key` in the Node package
    /// @param requestTimeout how long other nodes may take to answer
    public static RedisAdapters connect(RedisClient client, String prefix, Duration requestTimeout) {
        return new RedisAdapters(RedisBus.connect(client), PubSubAdapter::new, prefix, requestTimeout);
    }

    /// Over sharded pub/sub, from Redis 7 on, on a single server. Connects as [#connect] does.
    public static RedisAdapters sharded(RedisClient client) {
        return sharded(client, PREFIX, REQUEST_TIMEOUT);
    }

    /// @param prefix         of all channels: `channelPrefix` in the Node package
    /// @param requestTimeout how long other nodes may take to answer
    public static RedisAdapters sharded(RedisClient client, String prefix, Duration requestTimeout) {
        return new RedisAdapters(RedisBus.connect(client), ShardedAdapter::new, prefix, requestTimeout);
    }

    /// Over the sharded pub/sub of Redis Cluster. A shard that moves is found again where the client refreshes its
    /// view of the cluster: turn adaptive refresh on.
    public static RedisAdapters sharded(RedisClusterClient client) {
        return sharded(client, PREFIX, REQUEST_TIMEOUT);
    }

    /// @param prefix         of all channels: `channelPrefix` in the Node package
    /// @param requestTimeout how long other nodes may take to answer
    public static RedisAdapters sharded(RedisClusterClient client, String prefix, Duration requestTimeout) {
        return new RedisAdapters(RedisBus.connect(client), ShardedAdapter::new, prefix, requestTimeout);
    }

    @Override
    public Adapter create(AdapterContext context) {
        ClusterAdapter adapter = kind.make(context, prefix, redis, requestTimeout);
        adapter.start();
        return adapter;
    }

    @Override
    public void close() {
        redis.close();
    }
}
