package io.chatspace.message.directory;

import io.lettuce.core.resource.ClientResources;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {
    @Bean
    UserDirectory userDirectory(
            DirectoryProperties properties, Clock clock, @Value("${chatspace.auth.url}") String authUrl) {
        var http = WebClient.builder()
                .baseUrl(authUrl)
                .codecs(codecs -> codecs.defaultCodecs()
                        .maxInMemorySize(
                                Math.toIntExact(properties.maxListSize().toBytes())))
                .build();
        return new UserDirectory(
                new AuthClient(http, properties.timeout()), properties.freshFor(), properties.maxUsers(), clock);
    }

    @Bean
    UserChanges userChanges(ReactiveStringRedisTemplate redis, ClientResources resources, UserDirectory directory) {
        return new UserChanges(redis, resources.eventBus(), directory);
    }
}
