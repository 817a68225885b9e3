package io.chatspace.gateway.limit;

import io.chatspace.gateway.security.ClientAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
    private static final Logger log = LoggerFactory.getLogger(LimitConfiguration.class);

    @Bean
    GlobalFilter rateLimitFilter(
            ReactiveStringRedisTemplate redis,
            ConfigurationService configurations,
            LimitProperties properties,
            MeterRegistry metrics,
            Clock clock,
            ClientAddress addresses) {
        if (!properties.enabled()) {
            log.warn("CHATSPACE_RATE_LIMITS is off: anyone may ask as often as they like");
            return (exchange, chain) -> chain.filter(exchange);
        }
        return new RateLimitFilter(new Buckets(limiter(redis, configurations, properties), metrics, clock), addresses);
    }

    /// Put in after the relay of sockets, thus nearer to the connection: it has to see every request.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    NettyServerCustomizer slowRequests(LimitProperties properties) {
        return server -> server.doOnChannelInit(
                (_, channel, _) -> SlowRequests.watch(channel, properties.headersWithin(), properties.bodyPause()));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the limiter takes the raw list that a script gives
    private static RedisRateLimiter limiter(
            ReactiveStringRedisTemplate redis, ConfigurationService configurations, LimitProperties properties) {
        RedisScript script = RedisScript.of(script(), List.class);
        var limiter = new RedisRateLimiter(redis, script, configurations);
        properties
                .all()
                .forEach((budget, rate) -> limiter.getConfig()
                        .put(
                                budget.key(),
                                new RedisRateLimiter.Config()
                                        .setReplenishRate(rate.perSecond())
                                        .setBurstCapacity(rate.burst())));
        return limiter;
    }

    /// Read here, not at the first request: a request's thread must not wait for a file.
    private static String script() {
        try {
            return new ClassPathResource("META-INF/scripts/request_rate_limiter.lua")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
