package io.chatspace.message.delivery;

import io.chatspace.kit.redis.VolatilePush;
import io.chatspace.kit.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
    private static final Duration VOLATILE_PATIENCE = Duration.ofMillis(500);

    @Bean
    PushStore pushStore(LettuceConnectionFactory redis, DeliveryProperties properties, Traces traces) {
        return new PushStore(redis, properties.logLength(), properties.logLife(), traces);
    }

    @Bean
    PushQueue pushQueue(PushStore store, DeliveryProperties properties, Traces traces, MeterRegistry meters) {
        return new PushQueue(store, properties.queueSize().toBytes(), traces, meters);
    }

    /// The mapper is the one that answers requests: what is pushed has the bytes of what was answered.
    @Bean
    MessageFanout messageFanout(PushQueue queue, JsonMapper json, DeliveryProperties properties) {
        return new MessageFanout(queue, json, properties.answerWait());
    }

    @Bean
    VolatilePush volatilePush(
            ReactiveStringRedisTemplate redis, LettuceConnectionFactory connections, JsonMapper json) {
        return new VolatilePush(redis, json, connections.isClusterAware(), VOLATILE_PATIENCE);
    }

    @Bean
    Broadcast broadcast(ReactiveStringRedisTemplate redis, JsonMapper json) {
        return new Broadcast(redis, json);
    }
}
