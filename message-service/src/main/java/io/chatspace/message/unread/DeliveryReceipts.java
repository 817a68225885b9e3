package io.chatspace.message.unread;

import io.chatspace.message.delivery.MessageFanout;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What has reached a device of its receiver: a push that the device confirmed, or a message that it fetched.
/// Delivered never becomes undelivered again; every change is told to the sender.
@Service
public class DeliveryReceipts {
    private static final int SENDERS_AT_ONCE = 8;

    private final UnreadRepository repository;
    private final MessageFanout fanout;
    private final Clock clock;

    DeliveryReceipts(UnreadRepository repository, MessageFanout fanout, Clock clock) {
        this.repository = repository;
        this.fanout = fanout;
        this.clock = clock;
    }

    /// Marks those of the messages that are to the receiver; others, and unknown ones, are passed over.
    public Mono<Void> confirm(UserId receiver, List<MessageId> ids) {
        return repository
                .findReceived(receiver, ids)
                .collectList()
                .flatMap(messages -> markFetched(receiver, messages))
                .then();
    }

    /// Marks those of the messages that are to the receiver.
    ///
    /// @return the messages as they are now
    public Mono<List<Message>> markFetched(UserId receiver, List<Message> messages) {
        Map<UserId, List<MessageId>> bySender = messages.stream()
                .filter(message -> isNews(message, receiver))
                .collect(Collectors.groupingBy(
                        Message::sender, Collectors.mapping(Message::id, Collectors.toUnmodifiableList())));
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Flux.fromIterable(bySender.entrySet())
                .flatMap(ofOne -> mark(receiver, ofOne.getKey(), ofOne.getValue(), now), SENDERS_AT_ONCE)
                .then(Mono.fromSupplier(() -> messages.stream()
                        .map(message -> isNews(message, receiver) ? message.deliveredAt(now) : message)
                        .toList()));
    }

    private Mono<Void> mark(UserId receiver, UserId sender, List<MessageId> ids, Instant now) {
        return repository
                .markDelivered(receiver, ids, now)
                .flatMap(count -> count > 0 ? fanout.delivered(ids, receiver, sender) : Mono.empty());
    }

    private static boolean isNews(Message message, UserId receiver) {
        return message.receiver().equals(receiver) && !message.delivered();
    }
}
