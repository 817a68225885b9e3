package io.chatspace.message.assistant;

import io.chatspace.contracts.ErrorBody;
import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.input.JsonBody;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `POST /api/ai/chat` with `{prompt}` or `{messages, model?}`.
///
/// Without `stream` the answer is JSON. With `stream: true` it is server-sent events: `start`, then pieces without a
/// name of their own, then `done` with the same JSON, or `error`. What fails before the first piece is answered with
/// its own status. Closing the connection stops the model.
@Component
class AssistantEndpoint {
    private static final Logger log = LoggerFactory.getLogger(AssistantEndpoint.class);

    private final AssistantService assistant;
    private final JsonBody body;

    AssistantEndpoint(AssistantService assistant, JsonBody body) {
        this.assistant = assistant;
        this.body = body;
    }

    Mono<ServerResponse> chat(ServerRequest request) {
        return assistant
                .checkEnabled()
                .then(Mono.defer(() -> body.read(request.exchange())))
                .map(AskRequest::of)
                .switchIfEmpty(Mono.error(AssistantError.NoQuestion::new))
                .flatMap(ask -> answer(Caller.of(request.exchange()), ask));
    }

    private Mono<ServerResponse> answer(Caller caller, AskRequest ask) {
        if (ask.stream()) {
            return ServerResponse.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .cacheControl(CacheControl.noStore())
                    // Proxies that buffer what they pass on understand this.
                    .header("X-Accel-Buffering", "no")
                    .body(BodyInserters.fromServerSentEvents(events(caller, ask)));
        }
        return assistant
                .ask(caller, ask)
                .flatMap(done -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(done));
    }

    private Flux<ServerSentEvent<Object>> events(Caller caller, AskRequest ask) {
        return Flux.defer(() -> {
            var begun = new AtomicBoolean();
            return assistant.stream(caller, ask)
                    .map(AssistantEndpoint::event)
                    .doOnNext(_ -> begun.set(true))
                    .onErrorResume(error -> begun.get() ? Flux.just(event(error)) : Flux.error(error))
                    // A client that reads slowly does not hold up the model: an answer is bounded.
                    .onBackpressureBuffer();
        });
    }

    private static ServerSentEvent<Object> event(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Start start -> named("start", start);
            case AnswerEvent.Delta delta ->
                ServerSentEvent.<Object>builder(delta).build();
            case AnswerEvent.Done done -> named("done", done);
        };
    }

    private static ServerSentEvent<Object> event(Throwable error) {
        if (error instanceof DomainError known) {
            return named("error", ErrorBody.of(known.code(), known.text()));
        }
        log.error("A streamed answer failed", error);
        return named("error", ErrorBody.of("internal", "Internal server error"));
    }

    private static ServerSentEvent<Object> named(String name, Object data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}
