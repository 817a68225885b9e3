package io.chatspace.auth.profile;

import io.chatspace.auth.user.AssistantUser;
import io.chatspace.contracts.UserView;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `PUT /api/auth/assistant`: sees to it that the AI assistant is a user, and says who. message-service asks it in a
/// user's name before that user's first question; asking again changes nothing.
@RestController
class AssistantEndpoint {
    private final AssistantUser assistant;

    record Answer(boolean success, UserView user) {}

    AssistantEndpoint(AssistantUser assistant) {
        this.assistant = assistant;
    }

    @PutMapping("/api/auth/assistant")
    Mono<Answer> ensure() {
        return assistant.ensure().map(user -> new Answer(true, user.view()));
    }
}
