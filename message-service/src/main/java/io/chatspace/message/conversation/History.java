package io.chatspace.message.conversation;

import io.chatspace.message.conversation.MessageRepository.Position;
import io.chatspace.message.id.ConversationId;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.input.QueryTime;
import io.chatspace.message.store.Message;
import io.chatspace.message.store.PageBudget;
import io.chatspace.message.unread.UnreadService;
import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reads conversations.
@Service
class History {
    private final MessageRepository repository;
    private final UnreadService unread;
    private final ConversationProperties properties;

    /// @param messages ascending
    /// @param more     whether older ones are left
    record Page(List<Message> messages, boolean more) {}

    History(MessageRepository repository, UnreadService unread, ConversationProperties properties) {
        this.repository = repository;
        this.unread = unread;
        this.properties = properties;
    }

    /// How many messages a page has: the `limit` a client asked for, up to the largest there is.
    int size(@Nullable String limit) {
        if (limit == null) {
            return properties.maxHistory();
        }
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw new ConversationError.InvalidField("limit must be a whole number from 1");
        }
        return Math.min(Integer.parseInt(limit), properties.maxPage());
    }

    /// The newest messages between the two before that place, marked as seen by the reader.
    Mono<Page> open(UserId reader, UserId other, int size, @Nullable String before) {
        var conversation = ConversationId.between(reader, other);
        var messages = before == null
                ? repository.newest(conversation, null, size + 1)
                : position(conversation, before).flatMapMany(at -> repository.newest(conversation, at, size + 1));
        var budget = new PageBudget(PageBudget.CHARACTERS);
        return messages.takeWhile(budget::takes).collectList().flatMap(newestFirst -> {
            boolean more = newestFirst.size() > size || budget.spent();
            var page = newestFirst.stream().limit(size).toList().reversed();
            return unread.markRead(reader, other, page, more).map(now -> new Page(now, more));
        });
    }

    private Mono<Position> position(ConversationId conversation, String before) {
        if (!ObjectId.isValid(before)) {
            return Mono.fromSupplier(() -> new Position(time(before), null));
        }
        return repository
                .find(MessageId.parse(before))
                .filter(message -> message.conversation().equals(conversation))
                .map(message -> new Position(message.createdAt(), message.id()))
                .switchIfEmpty(Mono.error(
                        () -> new ConversationError.InvalidField("before is not a message of this conversation")));
    }

    private static Instant time(String before) {
        var time = QueryTime.parse(before);
        if (time == null) {
            throw new ConversationError.InvalidField("before must be a message id or a time");
        }
        return time;
    }
}
