package io.chatspace.kit.security;

import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Revocations for every service that has Redis: [RevocationList] for who asks, [RevocationFeed] to fill it.
@AutoConfiguration(after = DataRedisReactiveAutoConfiguration.class, before = SecurityAutoConfiguration.class)
@ConditionalOnBean({ReactiveStringRedisTemplate.class, ClientResources.class})
@ConditionalOnMissingBean(Revocations.class)
public class RevocationAutoConfiguration {
    @Bean
    RevocationList revocationList() {
        return new RevocationList(Clock.systemUTC());
    }

    @Bean
    RevocationFeed revocationFeed(
            ReactiveStringRedisTemplate redis, ClientResources resources, RevocationList list, JsonMapper json) {
        return new RevocationFeed(redis, resources.eventBus(), list, json, Clock.systemUTC());
    }

    @Bean
    MeterBinder revocationMeters(RevocationList list) {
        return registry -> Gauge.builder("chatspace.security.revocations", list, RevocationList::size)
                .description("Revocations held in memory; at " + RevocationList.BOUND + " some are forgotten early")
                .register(registry);
    }
}
