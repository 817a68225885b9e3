package io.chatspace.message.conversation;

import io.chatspace.contracts.MessageView;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.tracing.Traces;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.MediaService;
import io.chatspace.message.media.UploadArea;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import io.chatspace.message.store.Message;
import io.chatspace.message.switches.Switches;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// `POST /api/messages/send/{userId}` as JSON, form or multipart: one message to one user, oneself included.
///
/// A function, not an annotated method, since it is what most requests ask for: the framework finds and calls it with
/// about half the work.
@Component
class SendEndpoint {
    private final SendRequestReader requests;
    private final MessageService messages;
    private final UploadArea uploads;
    private final MediaService media;
    private final Switches switches;
    private final Traces traces;
    private final int maxTextLength;
    private final String operator;

    record Answer(boolean success, MessageView newMessage) {}

    SendEndpoint(
            SendRequestReader requests,
            MessageService messages,
            UploadArea uploads,
            MediaService media,
            Switches switches,
            Traces traces,
            ConversationProperties properties) {
        this.requests = requests;
        this.messages = messages;
        this.uploads = uploads;
        this.media = media;
        this.switches = switches;
        this.traces = traces;
        this.maxTextLength = properties.maxTextLength();
        this.operator = properties.operator();
    }

    Mono<ServerResponse> send(ServerRequest request) {
        var exchange = request.exchange();
        var caller = Caller.of(exchange);
        var receiver = UserId.parse(request.pathVariable("userId"));
        return uploads.withRoom(
                        exchange.getRequest(),
                        () -> requests.read(exchange).flatMap(sent -> send(caller, receiver, sent, exchange)))
                .flatMap(message -> ServerResponse.status(HttpStatus.CREATED)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new Answer(true, message.view())));
    }

    private Mono<Message> send(Caller caller, UserId receiver, SendRequest request, ServerWebExchange exchange) {
        if (request.isEmpty()) {
            throw new ConversationError.EmptyMessage();
        }
        MessageText.check(request.text(), maxTextLength);
        var image = request.image();
        var draft = new Draft(UserId.of(caller), receiver, request.text(), "", request.clientMessageId())
                .tracedBy(traces.of(exchange));
        return takesPictures(image)
                .then(Mono.defer(() -> messages.checkReceiver(caller, receiver)))
                .then(Mono.defer(() -> image == null ? messages.post(draft) : send(draft, image, exchange)));
    }

    private Mono<Void> takesPictures(@Nullable FilePart image) {
        return image == null
                ? Mono.empty()
                : switches.uploads()
                        .flatMap(on -> on ? Mono.empty() : Mono.error(new ConversationError.UploadsDisabled(operator)));
    }

    private Mono<Message> send(Draft draft, FilePart image, ServerWebExchange exchange) {
        return media.keepFor(
                image,
                draft.sender(),
                Purpose.MESSAGE,
                exchange,
                picture -> messages.post(draft.with(picture)),
                Message::image);
    }
}
