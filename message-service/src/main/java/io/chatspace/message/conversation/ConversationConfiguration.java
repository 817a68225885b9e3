package io.chatspace.message.conversation;

import io.chatspace.message.input.PostRoute;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class ConversationConfiguration {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> sendRoute(SendEndpoint endpoint) {
        return PostRoute.of("/api/messages/send/{userId}", endpoint::send);
    }
}
