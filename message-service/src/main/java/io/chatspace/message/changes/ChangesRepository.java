package io.chatspace.message.changes;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import io.chatspace.message.store.MessageCollection;
import io.chatspace.message.store.MessageDocument;
import io.chatspace.message.store.MessageFields;
import java.util.Date;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/// Messages in the order of their last change, in MongoDB.
@Repository
class ChangesRepository {
    private final MessageCollection messages;

    ChangesRepository(MessageCollection messages) {
        this.messages = messages;
    }

    /// Those of the user, whichever end of them the user is, after the cursor's place.
    Flux<Message> after(UserId user, Cursor cursor, int limit) {
        var time = Date.from(cursor.time());
        var filter = and(
                eq(MessageFields.PARTICIPANTS, user.value()),
                // Bounds the walk through the index; the place itself is told by what follows.
                gte(MessageFields.UPDATED_AT, time),
                or(gt(MessageFields.UPDATED_AT, time), gt(MessageFields.ID, cursor.id())));
        var order = Sorts.ascending(MessageFields.UPDATED_AT, MessageFields.ID);
        return messages.run(collection -> collection.find(filter).sort(order).limit(limit))
                .map(MessageDocument::read);
    }
}
