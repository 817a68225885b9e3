package io.chatspace.message;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.UserView;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Hears a user's channel, or the one of everybody, as a presence node does for its devices.
public final class Device implements AutoCloseable {
    private final RedisClient client;
    private final StatefulRedisPubSubConnection<String, String> connection;
    private final Queue<PushFrame> frames = new ConcurrentLinkedQueue<>();

    public Device(String redisUri, UserView user) {
        this(redisUri, user, _ -> {});
    }

    /// @param listener told of each frame, on the connection's thread
    public Device(String redisUri, UserView user, Consumer<PushFrame> listener) {
        this(redisUri, RedisNames.userChannel(user.id()), listener);
    }

    /// Hears what is said to every socket.
    public static Device ofEverybody(String redisUri) {
        return new Device(redisUri, RedisNames.BROADCAST, _ -> {});
    }

    private Device(String redisUri, String channel, Consumer<PushFrame> listener) {
        client = RedisClient.create(redisUri);
        connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String text) {
                var frame = Objects.requireNonNull(PushFrame.parse(text), text);
                frames.add(frame);
                listener.accept(frame);
            }
        });
        connection.sync().subscribe(channel);
    }

    public List<PushFrame> frames() {
        return List.copyOf(frames);
    }

    public List<PushFrame> frames(String event) {
        return frames.stream().filter(frame -> frame.event().equals(event)).toList();
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
