package io.chatspace.message.conversation;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.chatspace.message.id.ConversationId;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import io.chatspace.message.store.MessageCollection;
import io.chatspace.message.store.MessageDocument;
import io.chatspace.message.store.MessageFields;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Messages of conversations in MongoDB.
@Repository
class MessageRepository {
    private static final InsertManyOptions EACH_ON_ITS_OWN = new InsertManyOptions().ordered(false);

    private final MessageCollection messages;

    MessageRepository(MessageCollection messages) {
        this.messages = messages;
    }

    /// The newest time in each of the conversations that is not before the given one; conversations without are
    /// absent.
    ///
    /// Usually none is: then this is one look into the index per conversation, all in one call.
    Mono<Map<ConversationId, Instant>> newestFrom(Collection<ConversationId> conversations, Instant from) {
        var ids = conversations.stream().map(ConversationId::value).toList();
        var filter = and(in(MessageFields.CONVERSATION, ids), gte(MessageFields.CREATED_AT, Date.from(from)));
        var fields = Projections.fields(
                Projections.include(MessageFields.CONVERSATION, MessageFields.CREATED_AT), Projections.excludeId());
        return messages.run(collection -> collection.find(filter).projection(fields))
                .collect(HashMap::new, MessageRepository::keepNewest);
    }

    private static void keepNewest(Map<ConversationId, Instant> newest, Document row) {
        newest.merge(
                new ConversationId(row.getString(MessageFields.CONVERSATION)),
                row.getDate(MessageFields.CREATED_AT).toInstant(),
                (one, other) -> one.isAfter(other) ? one : other);
    }

    /// Stores them all. An error says nothing of which were stored: [#insert] each to learn.
    Mono<Void> insertAll(List<Message> batch) {
        var documents = batch.stream().map(MessageDocument::write).toList();
        return messages.run(collection -> collection.insertMany(documents, EACH_ON_ITS_OWN))
                .then();
    }

    /// Errors with `DuplicateKeyException` where its id or its send key is there already.
    Mono<Void> insert(Message message) {
        return messages.run(collection -> collection.insertOne(MessageDocument.write(message)))
                .then();
    }

    Mono<Message> find(MessageId id) {
        return findOne(eq(MessageFields.ID, id.value()));
    }

    Mono<Message> findSent(UserId sender, String clientMessageId) {
        return findOne(eq(MessageFields.SEND_KEY, MessageDocument.sendKey(sender, clientMessageId)));
    }

    /// The newest messages of the conversation, newest first.
    ///
    /// @param before only those that sort before it
    Flux<Message> newest(ConversationId conversation, @Nullable Position before, int limit) {
        Bson filter = eq(MessageFields.CONVERSATION, conversation.value());
        if (before != null) {
            filter = and(filter, before.filter());
        }
        var query = filter;
        var order = Sorts.descending(MessageFields.CREATED_AT, MessageFields.ID);
        return messages.run(collection -> collection.find(query).sort(order).limit(limit))
                .map(MessageDocument::read);
    }

    /// The message as a question without an answer. Empty where there is no such message.
    Mono<Message> markUnanswered(MessageId id, Instant now) {
        var change = Updates.combine(
                Updates.set(MessageFields.UNANSWERED, true),
                Updates.max(MessageFields.UPDATED_AT, Date.from(now)),
                Updates.inc(MessageFields.VERSION, 1L));
        return messages.run(collection -> collection.updateOne(eq(MessageFields.ID, id.value()), change))
                .then(Mono.defer(() -> find(id)));
    }

    private Mono<Message> findOne(Bson filter) {
        return messages.run(collection -> collection.find(filter).limit(1))
                .next()
                .map(MessageDocument::read);
    }

    /// A place in the order of a conversation: before everything of that time, or before that message of it.
    record Position(Instant time, @Nullable MessageId id) {
        Bson filter() {
            var at = Date.from(time);
            return id == null
                    ? lt(MessageFields.CREATED_AT, at)
                    : or(
                            lt(MessageFields.CREATED_AT, at),
                            and(eq(MessageFields.CREATED_AT, at), lt(MessageFields.ID, id.value())));
        }
    }
}
