package io.chatspace.presence;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SessionRevoked;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the other services do in Redis.
final class RedisSide implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    RedisSide(String url) {
        client = RedisClient.create(url);
        connection = client.connect();
    }

    RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /// As message-service pushes: into the user's log, and on the user's channel.
    MessageView push(String from, String to, String text) {
        var message = Ids.message(from, to, text);
        push(message);
        return message;
    }

    void push(MessageView message) {
        var args = JSON.writeValueAsString(List.of(message));
        var to = message.receiverId();
        var id = commands().xadd(RedisNames.userLog(to), Map.of("e", "newMessage", "d", args));
        publish(RedisNames.userChannel(to), new PushFrame(String.valueOf(id), "newMessage", args).format());
    }

    void publish(String channel, String text) {
        var _ = commands().publish(channel, text);
    }

    /// As auth-service revokes.
    void revoke(String userId, @Nullable String sessionId) {
        long now = System.currentTimeMillis();
        var text = JSON.writeValueAsString(new SessionRevoked(userId, sessionId, now + 1000, now + 3_600_000));
        var _ = commands().zadd(RedisNames.REVOCATION_SET, now + 3_600_000, text);
        publish(RedisNames.REVOCATIONS, text);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
