package io.chatspace.presence.node;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NodeConfiguration {
    @Bean
    NodeIdentity nodeIdentity(NodeProperties properties) {
        return new NodeIdentity(properties);
    }
}
