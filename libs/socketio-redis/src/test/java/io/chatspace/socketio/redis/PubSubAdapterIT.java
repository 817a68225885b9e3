package io.chatspace.socketio.redis;

import io.lettuce.core.RedisClient;

class PubSubAdapterIT extends SingleRedisContract {
    @Override
    RedisAdapters connect(RedisClient client) {
        return RedisAdapters.connect(client, "socket.io", REQUEST_TIMEOUT);
    }
}
