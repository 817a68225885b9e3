package io.chatspace.message.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;

/// What the queries of this service stand on.
final class MessageIndexes {
    /// Pages of a conversation, and its newest message.
    private static final IndexModel HISTORY = new IndexModel(
            Indexes.ascending(MessageFields.CONVERSATION, MessageFields.CREATED_AT, MessageFields.ID),
            new IndexOptions().name("history"));

    /// Holds unseen messages only: counting costs what is unseen, not what was ever written. `seen` is a key of it
    /// though
    /// it is always the same: without it MongoDB reads every message to see for itself, at three times the cost.
    private static final IndexModel UNSEEN = new IndexModel(
            Indexes.ascending(MessageFields.RECEIVER, MessageFields.SEEN, MessageFields.SENDER),
            new IndexOptions().name("unseenBySender").partialFilterExpression(Filters.eq(MessageFields.SEEN, false)));

    /// One message for each client message id of a sender.
    private static final IndexModel SEND_KEY = new IndexModel(
            Indexes.ascending(MessageFields.SEND_KEY),
            new IndexOptions().name("sendKey").unique(true).sparse(true));

    /// What changed for a user, in the order of change.
    private static final IndexModel CHANGES = new IndexModel(
            Indexes.ascending(MessageFields.PARTICIPANTS, MessageFields.UPDATED_AT, MessageFields.ID),
            new IndexOptions().name("changes"));

    /// What [#UNSEEN] has taken the place of.
    static final String FORMER = "unseen";

    static final List<IndexModel> ALL = List.of(HISTORY, UNSEEN, SEND_KEY, CHANGES);

    private MessageIndexes() {}
}
