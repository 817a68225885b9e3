package io.chatspace.message.assistant.model;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A language model. Both methods error with [ModelError] only, and cancelling them ends the model's work.
public interface ChatModel {
    /// The answer as a whole.
    Mono<Completion> complete(ModelRequest request);

    /// The answer piece by piece; no piece is empty. Completes only after the model has said that it is done: what
    /// ends otherwise is an error.
    Flux<String> stream(ModelRequest request);
}
