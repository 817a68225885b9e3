package io.chatspace.presence.push;

import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.redis.VolatilePush;
import io.chatspace.kit.tracing.Traces;
import io.chatspace.socketio.server.SocketServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PushConfiguration {
    private static final Duration VOLATILE_PATIENCE = Duration.ofSeconds(1);

    @Bean
    RedisPubSub redisPubSub(LettuceConnectionFactory connections) {
        return new RedisPubSub(connections);
    }

    @Bean
    RedisHealth redisHealth(Clock clock) {
        return new RedisHealth(clock);
    }

    @Bean
    UserLog userLog(ReactiveStringRedisTemplate redis) {
        return new UserLog(redis);
    }

    @Bean
    SkippedMessages skippedMessages(MeterRegistry meters) {
        return new SkippedMessages(meters, System::nanoTime);
    }

    @Bean
    FrameCheck frameCheck(JsonMapper json, SkippedMessages skipped) {
        return new FrameCheck(json, skipped);
    }

    @Bean
    PushPackets pushPackets(@Value("${chatspace.message.url}") String url, MeterRegistry meters) {
        var receipts = new DeliveredReceipts(WebClient.create(url), meters);
        return new PushPackets(receipts::confirm);
    }

    @Bean
    MessageHistory messageHistory(@Value("${chatspace.message.url}") String url) {
        return new MessageHistory(WebClient.builder()
                .baseUrl(url)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 * 1024 * 1024))
                .build());
    }

    @Bean
    UserRecovery userRecovery(
            UserLog log,
            MessageHistory history,
            ObjectProvider<UserFeeds> feeds,
            FrameCheck check,
            PushPackets packets,
            JsonMapper json,
            Clock clock) {
        // Asked for late: the server needs its recovery before there are feeds on it.
        return new UserRecovery(
                log, history, userId -> feeds.getObject().position(userId), check, packets, json, clock);
    }

    @Bean
    Deliveries deliveries(MeterRegistry meters, Clock clock) {
        return new Deliveries(meters, clock);
    }

    @Bean
    UserFeeds userFeeds(
            RedisPubSub pubSub,
            UserLog log,
            FrameCheck check,
            PushPackets packets,
            Traces traces,
            SocketServer server,
            Deliveries deliveries) {
        return new UserFeeds(pubSub, log, check, packets, new PushTraces(traces), server.of("/"), deliveries);
    }

    @Bean
    Broadcasts broadcasts(RedisPubSub pubSub, FrameCheck check, SocketServer server) {
        return new Broadcasts(pubSub, check, server.of("/"));
    }

    @Bean
    CatchUp catchUp(
            UserFeeds feeds,
            UserLog log,
            MessageHistory history,
            FrameCheck check,
            JsonMapper json,
            RedisHealth health,
            RedisPubSub pubSub) {
        var catchUp = new CatchUp(feeds, log, history, check, json, health);
        pubSub.onDisconnect(catchUp::disconnected);
        pubSub.onReconnect(catchUp::reconnected);
        health.listen(catchUp::lost, catchUp::back);
        return catchUp;
    }

    @Bean
    VolatilePush volatilePush(
            ReactiveStringRedisTemplate redis, JsonMapper json, LettuceConnectionFactory connections) {
        return new VolatilePush(redis, json, connections.isClusterAware(), VOLATILE_PATIENCE);
    }

    @Bean
    RedisSilence redisSilence(ReactiveStringRedisTemplate redis, UserFeeds feeds) {
        // Making a connection blocks its caller.
        var ping = redis.execute(ReactiveRedisConnection::ping).next().subscribeOn(Schedulers.boundedElastic());
        return new RedisSilence(() -> ping, feeds::all);
    }

    @Bean
    PushLoops pushLoops(RedisPubSub pubSub, UserFeeds feeds, CatchUp catchUp, RedisSilence silence) {
        return new PushLoops(pubSub, feeds, catchUp, silence);
    }

    /// The loops of this package, and the channels that every node hears.
    static final class PushLoops implements SmartLifecycle {
        private final RedisPubSub pubSub;
        private final UserFeeds feeds;
        private final CatchUp catchUp;
        private final RedisSilence silence;
        private final List<Disposable> running = new CopyOnWriteArrayList<>();

        PushLoops(RedisPubSub pubSub, UserFeeds feeds, CatchUp catchUp, RedisSilence silence) {
            this.pubSub = pubSub;
            this.feeds = feeds;
            this.catchUp = catchUp;
            this.silence = silence;
        }

        @Override
        public void start() {
            running.add(feeds.sweep());
            running.add(catchUp.run());
            running.add(silence.run());
            running.add(pubSub.subscribe(RedisNames.BROADCAST, RedisNames.PRESENCE_DELTAS, RedisNames.NODE_ORDERS)
                    .onErrorComplete()
                    .subscribe());
        }

        @Override
        public void stop() {
            running.forEach(Disposable::dispose);
            running.clear();
        }

        @Override
        public boolean isRunning() {
            return !running.isEmpty();
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE + 2000;
        }
    }
}
