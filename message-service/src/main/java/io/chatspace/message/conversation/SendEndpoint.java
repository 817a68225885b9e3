package io.chatspace.message.conversation;

import io.chatspace.contracts.MessageView;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// `POST /api/messages/send/{userId}` as JSON, form or multipart: one message to one user, oneself included.
@RestController
class SendEndpoint {
    private final SendRequestReader requests;
    private final MessageService messages;
    private final int maxTextLength;

    record Answer(boolean success, MessageView newMessage) {}

    SendEndpoint(SendRequestReader requests, MessageService messages, ConversationProperties properties) {
        this.requests = requests;
        this.messages = messages;
        this.maxTextLength = properties.maxTextLength();
    }

    @PostMapping("/api/messages/send/{userId}")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Answer> send(Caller caller, @PathVariable String userId, ServerWebExchange exchange) {
        var receiver = UserId.parse(userId);
        return requests.read(exchange)
                .flatMap(request -> send(caller, receiver, request))
                .map(Message::view)
                .map(view -> new Answer(true, view));
    }

    private Mono<Message> send(Caller caller, UserId receiver, SendRequest request) {
        if (request.isEmpty()) {
            throw new ConversationError.EmptyMessage();
        }
        MessageText.check(request.text(), maxTextLength);
        if (request.image() != null) {
            throw new ConversationError.UploadsDisabled();
        }
        var draft = new Draft(UserId.of(caller), receiver, request.text(), "", request.clientMessageId());
        return messages.checkReceiver(caller, receiver).then(Mono.defer(() -> messages.post(draft)));
    }
}
