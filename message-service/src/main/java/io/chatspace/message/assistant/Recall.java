package io.chatspace.message.assistant;

import io.chatspace.message.assistant.model.ModelProperties;
import io.chatspace.message.assistant.model.ModelRequest;
import io.chatspace.message.assistant.model.Turn;
import io.chatspace.message.assistant.model.Turn.Role;
import io.chatspace.message.conversation.MessageService;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Puts together what the model is sent: what it always is told, the newest part of the conversation, the question.
///
/// The conversation is the one between this user and the assistant, and no other: as it is stored, or as the user's
/// own client tells it.
@Component
class Recall {
    /// More messages than fit would be read for nothing.
    private static final int MESSAGES = 100;

    private final MessageService messages;
    private final AssistantProperties properties;
    private final ModelProperties model;

    Recall(MessageService messages, AssistantProperties properties, ModelProperties model) {
        this.messages = messages;
        this.properties = properties;
        this.model = model;
    }

    /// To be asked before the question is stored.
    Mono<ModelRequest> request(UserId user, UserId assistant, AskRequest ask) {
        var told = ask.before();
        var before = told != null ? Mono.just(told.reversed()) : stored(user, assistant);
        return before.map(newestFirst -> {
            var turns = new ArrayList<Turn>();
            turns.add(new Turn(Role.USER, ask.question()));
            turns.addAll(newest(newestFirst));
            if (!properties.systemPrompt().isBlank()) {
                turns.add(new Turn(Role.SYSTEM, properties.systemPrompt()));
            }
            return new ModelRequest(model.choose(ask.model()), turns.reversed(), properties.answerTokens());
        });
    }

    /// As many as fit, without a gap.
    private List<Turn> newest(List<Turn> newestFirst) {
        int left = properties.historyTokens();
        var fitting = new ArrayList<Turn>();
        for (var turn : newestFirst) {
            left -= turn.tokens();
            if (left < 0) {
                break;
            }
            fitting.add(turn);
        }
        return fitting;
    }

    private Mono<List<Turn>> stored(UserId user, UserId assistant) {
        return messages.newest(user, assistant, MESSAGES)
                .filter(message -> !message.unanswered() && !message.text().isBlank())
                .map(message -> turn(message, assistant))
                .collectList();
    }

    private static Turn turn(Message message, UserId assistant) {
        return new Turn(message.sender().equals(assistant) ? Role.ASSISTANT : Role.USER, message.text());
    }
}
