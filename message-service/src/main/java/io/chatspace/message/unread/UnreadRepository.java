package io.chatspace.message.unread;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import io.chatspace.message.store.MessageCollection;
import io.chatspace.message.store.MessageDocument;
import io.chatspace.message.store.MessageFields;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What is unseen, and what a receipt changes, in MongoDB. Updates are guarded by the state they leave:
/// repeated or racing ones change a message once.
@Repository
class UnreadRepository {
    private final MessageCollection messages;

    UnreadRepository(MessageCollection messages) {
        this.messages = messages;
    }

    /// Unseen messages to that reader by their sender, in one aggregation; senders without any are absent.
    Mono<Map<UserId, Long>> counts(UserId reader) {
        var pipeline = List.of(
                Aggregates.match(unseenBy(reader)),
                Aggregates.group("$" + MessageFields.SENDER, Accumulators.sum("n", 1)));
        return messages.run(collection -> collection.aggregate(pipeline))
                .collectMap(
                        row -> new UserId(row.getObjectId("_id")),
                        row -> row.get("n", Number.class).longValue());
    }

    /// Ids of the unseen messages from that sender made before that time.
    Flux<MessageId> unseenBefore(UserId reader, UserId sender, Instant before) {
        var filter = and(
                unseenBy(reader),
                eq(MessageFields.SENDER, sender.value()),
                lt(MessageFields.CREATED_AT, Date.from(before)));
        return messages.run(collection -> collection.find(filter).projection(Projections.include(MessageFields.ID)))
                .map(document -> new MessageId(document.getObjectId(MessageFields.ID)));
    }

    Mono<Message> findReceived(UserId receiver, MessageId id) {
        var filter = and(eq(MessageFields.ID, id.value()), eq(MessageFields.RECEIVER, receiver.value()));
        return messages.run(collection -> collection.find(filter).limit(1))
                .next()
                .map(MessageDocument::read);
    }

    Flux<Message> findReceived(UserId receiver, List<MessageId> ids) {
        var filter = and(in(MessageFields.ID, values(ids)), eq(MessageFields.RECEIVER, receiver.value()));
        return messages.run(collection -> collection.find(filter)).map(MessageDocument::read);
    }

    /// How many of them became seen just now.
    Mono<Long> markSeen(UserId reader, List<MessageId> ids, Instant now) {
        var filter = and(in(MessageFields.ID, values(ids)), unseenBy(reader));
        var change = Updates.combine(
                Updates.set(MessageFields.SEEN, true), Updates.set(MessageFields.DELIVERED, true), touched(now));
        return update(filter, change);
    }

    /// How many of them became delivered just now.
    Mono<Long> markDelivered(UserId receiver, List<MessageId> ids, Instant now) {
        var filter = and(
                in(MessageFields.ID, values(ids)),
                eq(MessageFields.RECEIVER, receiver.value()),
                eq(MessageFields.DELIVERED, false));
        return update(filter, Updates.combine(Updates.set(MessageFields.DELIVERED, true), touched(now)));
    }

    private Mono<Long> update(Bson filter, Bson change) {
        return messages.run(collection -> collection.updateMany(filter, change))
                .next()
                .map(result -> result.getModifiedCount());
    }

    private static Bson unseenBy(UserId reader) {
        return and(eq(MessageFields.RECEIVER, reader.value()), eq(MessageFields.SEEN, false));
    }

    /// The time never goes back, though this node's clock may be behind that of the node before.
    private static Bson touched(Instant now) {
        return Updates.combine(
                Updates.max(MessageFields.UPDATED_AT, Date.from(now)), Updates.inc(MessageFields.VERSION, 1L));
    }

    private static List<?> values(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).toList();
    }
}
