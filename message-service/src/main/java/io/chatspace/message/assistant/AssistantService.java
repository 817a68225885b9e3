package io.chatspace.message.assistant;

import io.chatspace.kit.security.Caller;
import io.chatspace.message.assistant.model.ChatModel;
import io.chatspace.message.assistant.model.ModelProperties;
import io.chatspace.message.assistant.model.ModelRequest;
import io.chatspace.message.conversation.MessageText;
import io.chatspace.message.directory.UserDirectory;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import io.chatspace.message.switches.Switches;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks the model for a user, and keeps what was said as messages between the user and the assistant.
///
/// Cancelling either method stops the model. The question stays in the conversation whatever happens, marked where
/// no answer came.
@Service
class AssistantService {
    private static final Logger log = LoggerFactory.getLogger(AssistantService.class);

    private final Switches switches;
    private final UserDirectory directory;
    private final Recall recall;
    private final ChatModel model;
    private final boolean keyed;
    private final Asking.Parts parts;

    /// A question that may be asked.
    private record Admitted(ModelRequest request, Asking asking) {}

    AssistantService(
            Switches switches,
            UserDirectory directory,
            Recall recall,
            ChatModel model,
            ModelProperties modelProperties,
            Asking.Parts parts) {
        this.switches = switches;
        this.directory = directory;
        this.recall = recall;
        this.model = model;
        this.keyed = modelProperties.key() != null;
        this.parts = parts;
    }

    /// Errors with [AssistantError.Disabled] while an admin has turned the assistant off.
    Mono<Void> checkEnabled() {
        return switches.assistant()
                .flatMap(enabled -> enabled ? Mono.empty() : Mono.error(new AssistantError.Disabled()));
    }

    /// The answer as a whole.
    Mono<AnswerEvent.Done> ask(Caller caller, AskRequest ask) {
        return admit(caller, ask)
                .flatMap(admitted -> Mono.usingWhen(
                        Mono.just(admitted.asking()),
                        asking -> asking.begin(ask.question(), admitted.request())
                                .flatMap(question -> whole(admitted, question)),
                        _ -> Mono.empty(),
                        (asking, error) -> failed(asking, error),
                        asking -> quietly(asking.stopped())));
    }

    /// The answer as it comes: a start, the pieces, and what was stored.
    Flux<AnswerEvent> stream(Caller caller, AskRequest ask) {
        return admit(caller, ask)
                .flatMapMany(admitted -> Flux.usingWhen(
                        Mono.just(admitted.asking()),
                        asking -> asking.begin(ask.question(), admitted.request())
                                .flatMapMany(question -> pieces(admitted, question)),
                        _ -> Mono.empty(),
                        (asking, error) -> failed(asking, error),
                        asking -> quietly(asking.stopped())));
    }

    private Mono<Admitted> admit(Caller caller, AskRequest ask) {
        MessageText.check(ask.question(), parts.maxTextLength());
        if (!keyed) {
            return Mono.error(new AssistantError.NoKey());
        }
        var user = UserId.of(caller);
        return directory
                .assistant(caller)
                .flatMap(assistant -> recall.request(user, assistant, ask)
                        .map(request -> new Admitted(request, new Asking(parts, user, assistant))));
    }

    private Mono<AnswerEvent.Done> whole(Admitted admitted, Message question) {
        return model.complete(admitted.request()).flatMap(completion -> {
            admitted.asking().hear(completion);
            return admitted.asking().finish(completion.tokens()).map(answer -> AnswerEvent.Done.of(question, answer));
        });
    }

    private Flux<AnswerEvent> pieces(Admitted admitted, Message question) {
        var asking = admitted.asking();
        var deltas = model.stream(admitted.request())
                .concatMapDelayError(piece -> asking.append(piece, question).map(room -> new Heard(piece, room)))
                .takeUntil(heard -> !heard.room())
                .<AnswerEvent>map(heard -> new AnswerEvent.Delta(heard.piece()));
        // With the first piece: before it a failure is still answered with its own status.
        return deltas.switchOnFirst((first, all) ->
                        first.hasValue() ? all.startWith(List.of(new AnswerEvent.Start(question.view()))) : all)
                .concatWith(Mono.defer(() -> asking.finish(0)).map(answer -> AnswerEvent.Done.of(question, answer)));
    }

    private record Heard(String piece, boolean room) {}

    private static Mono<Void> failed(Asking asking, Throwable error) {
        log.debug("A question got no answer", error);
        return quietly(asking.failed());
    }

    /// Nobody is left to be told.
    private static Mono<Void> quietly(Mono<Void> end) {
        return end.onErrorResume(error -> {
            log.error("The end of a question could not be kept", error);
            return Mono.empty();
        });
    }
}
