package io.chatspace.socketio.redis;

import io.lettuce.core.RedisClient;

class ShardedAdapterIT extends SingleRedisContract {
    @Override
    RedisAdapters connect(RedisClient client) {
        return RedisAdapters.sharded(client, "socket.io", REQUEST_TIMEOUT);
    }
}
