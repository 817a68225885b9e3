package io.chatspace.message.unread;

import io.chatspace.message.delivery.MessageFanout;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What a reader has seen. Seen never becomes unseen again; every change is told to the sender and to the
/// reader's other devices.
@Service
public class UnreadService {
    private static final int AT_ONCE = 1000;

    private final UnreadRepository repository;
    private final MessageFanout fanout;
    private final Clock clock;

    UnreadService(UnreadRepository repository, MessageFanout fanout, Clock clock) {
        this.repository = repository;
        this.fanout = fanout;
        this.clock = clock;
    }

    /// True counts of unseen messages by sender; senders without any are absent.
    public Mono<Map<UserId, Long>> counts(UserId reader) {
        return repository.counts(reader);
    }

    /// Marks one message. Errors with [UnreadError.MessageNotFound] where the reader is not its receiver.
    public Mono<Void> markSeen(UserId reader, MessageId id) {
        return repository
                .findReceived(reader, id)
                .switchIfEmpty(Mono.error(UnreadError.MessageNotFound::new))
                .flatMap(message ->
                        message.seen() ? Mono.<Void>empty() : mark(reader, message.sender(), List.of(id), now()));
    }

    /// Marks those of a page that its reader had not seen, and, where the page does not reach back to the
    /// beginning (`older`), those before it: who opens a conversation at its end has caught up. A message that
    /// arrives meanwhile stays unseen.
    ///
    /// @param page messages between the reader and one other user, ascending
    /// @return the page as it is now
    public Mono<List<Message>> markRead(UserId reader, UserId other, List<Message> page, boolean older) {
        if (page.isEmpty()) {
            return Mono.just(page);
        }
        var now = now();
        var onPage = Flux.fromIterable(page)
                .filter(message -> message.unseenBy(reader))
                .map(Message::id);
        var before =
                older ? repository.unseenBefore(reader, other, page.getFirst().createdAt()) : Flux.<MessageId>empty();
        return onPage.concatWith(before)
                .collectList()
                .flatMap(ids -> mark(reader, other, ids, now).thenReturn(changed(page, new HashSet<>(ids), now)));
    }

    private Mono<Void> mark(UserId reader, UserId sender, List<MessageId> all, Instant now) {
        return Flux.fromIterable(all)
                .buffer(AT_ONCE)
                .concatMap(ids -> repository
                        .markSeen(reader, ids, now)
                        .flatMap(count -> count > 0 ? fanout.seen(ids, reader, sender) : Mono.empty()))
                .then();
    }

    private static List<Message> changed(List<Message> page, HashSet<MessageId> seen, Instant now) {
        return page.stream()
                .map(message -> seen.contains(message.id()) ? message.seenAt(now) : message)
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
