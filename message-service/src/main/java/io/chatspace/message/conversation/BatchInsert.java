package io.chatspace.message.conversation;

import io.chatspace.message.id.ConversationId;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.store.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Stores a batch of drafts with one write, each in its place in the order of its conversation.
///
/// Order: a message is stamped with this node's clock, or one millisecond after the newest of its conversation
/// where that one is ahead. So of two messages the one sent after the other was received sorts after it,
/// however far the clocks of two nodes are apart. Batches of one conversation must not overlap on a node.
final class BatchInsert {
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    private static final int RETRIES = 1000;

    private final MessageRepository repository;
    private final Clock clock;
    private final Duration deadline;

    /// What became of one draft.
    sealed interface Outcome {
        record Done(Stored stored) implements Outcome {}

        record Failed(Throwable error) implements Outcome {}
    }

    BatchInsert(MessageRepository repository, Clock clock, Duration deadline) {
        this.repository = repository;
        this.clock = clock;
        this.deadline = deadline;
    }

    /// One outcome for each draft, in their order. Tries again while the database moves its primary, until the
    /// deadline.
    Mono<List<Outcome>> store(List<Draft> drafts) {
        return stamp(drafts)
                .retryWhen(whileItMayPass())
                .flatMap(this::insert)
                .timeout(deadline)
                .onErrorResume(error -> Mono.just(
                        drafts.stream().<Outcome>map(_ -> failed(error)).toList()));
    }

    private Mono<List<Message>> stamp(List<Draft> drafts) {
        return Mono.defer(() -> {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var conversations = drafts.stream().map(Draft::conversation).collect(Collectors.toSet());
            return repository.newestFrom(conversations, now).map(newest -> place(drafts, now, newest));
        });
    }

    private static List<Message> place(List<Draft> drafts, Instant now, Map<ConversationId, Instant> newest) {
        var messages = new ArrayList<Message>(drafts.size());
        for (var draft : drafts) {
            var last = newest.get(draft.conversation());
            var at = last == null || last.isBefore(now) ? now : last.plusMillis(1);
            newest.put(draft.conversation(), at);
            messages.add(draft.at(MessageId.next(), at));
        }
        return messages;
    }

    private Mono<List<Outcome>> insert(List<Message> messages) {
        return repository
                .insertAll(messages)
                .then(Mono.fromSupplier(() -> messages.stream()
                        .<Outcome>map(message -> new Outcome.Done(new Stored(message, true)))
                        .toList()))
                .onErrorResume(_ -> oneByOne(messages));
    }

    /// After a batch that failed in part or as a whole. Which of it was stored is asked of the database itself,
    /// since servers differ in how they report it.
    private Mono<List<Outcome>> oneByOne(List<Message> messages) {
        return Flux.fromIterable(messages)
                .concatMap(message -> insertOrFind(message)
                        .retryWhen(whileItMayPass())
                        .<Outcome>map(Outcome.Done::new)
                        .onErrorResume(error -> Mono.just(failed(error))))
                .collectList();
    }

    private Mono<Stored> insertOrFind(Message message) {
        return repository
                .insert(message)
                .thenReturn(new Stored(message, true))
                .onErrorResume(
                        DuplicateKeyException.class,
                        duplicate -> repository
                                .find(message.id())
                                .map(own -> new Stored(own, true))
                                .switchIfEmpty(Mono.defer(() -> findFirst(message)))
                                .switchIfEmpty(Mono.error(duplicate)));
    }

    private Mono<Stored> findFirst(Message message) {
        var clientMessageId = message.clientMessageId();
        return clientMessageId == null
                ? Mono.empty()
                : repository.findSent(message.sender(), clientMessageId).map(first -> new Stored(first, false));
    }

    private static Retry whileItMayPass() {
        return Retry.backoff(RETRIES, FIRST_RETRY).maxBackoff(LAST_RETRY).filter(BatchInsert::mayPass);
    }

    private static boolean mayPass(Throwable error) {
        return error instanceof TransientDataAccessException || error instanceof DataAccessResourceFailureException;
    }

    private static Outcome failed(Throwable error) {
        return new Outcome.Failed(new ConversationError.NotStored(error));
    }
}
