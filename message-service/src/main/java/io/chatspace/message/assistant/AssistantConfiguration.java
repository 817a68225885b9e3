package io.chatspace.message.assistant;

import io.chatspace.kit.redis.VolatilePush;
import io.chatspace.message.conversation.ConversationProperties;
import io.chatspace.message.conversation.MessageService;
import io.chatspace.message.input.PostRoute;
import io.chatspace.message.unread.UnreadService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class AssistantConfiguration {
    @Bean
    Asking.Parts askingParts(
            MessageService messages,
            UnreadService unread,
            VolatilePush push,
            Budget budget,
            AssistantProperties properties,
            ConversationProperties conversation) {
        return new Asking.Parts(
                messages, unread, push, budget, properties.answerTokens(), conversation.maxTextLength());
    }

    @Bean
    RouterFunction<ServerResponse> assistantRoutes(AssistantEndpoint endpoint) {
        return PostRoute.of("/api/ai/chat", endpoint::chat);
    }
}
