package io.chatspace.message.store;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.MessageView.ImageMeta;
import io.chatspace.contracts.Timestamps;
import io.chatspace.message.id.ConversationId;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as it is kept. Within a conversation `createdAt`, then `id`, is the order that everyone sees.
///
/// @param image     absolute URL of the picture, or empty
/// @param createdAt whole milliseconds
/// @param updatedAt when it last changed, by the clock of the node that changed it
/// @param version   1, and one more with each change
/// @param clientMessageId the sender's own id, unique among the sender's messages
/// @param imageMeta what is known of the picture, where there is one
/// @param unanswered whether it is a question to the assistant that got no answer
public record Message(
        MessageId id,
        UserId sender,
        UserId receiver,
        String text,
        String image,
        boolean seen,
        boolean delivered,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Nullable String clientMessageId,
        @Nullable ImageMeta imageMeta,
        boolean unanswered) {

    public ConversationId conversation() {
        return ConversationId.between(sender, receiver);
    }

    public boolean unseenBy(UserId reader) {
        return !seen && receiver.equals(reader);
    }

    /// The message as it is once its receiver has seen it.
    public Message seenAt(Instant time) {
        return new Message(
                id,
                sender,
                receiver,
                text,
                image,
                true,
                true,
                createdAt,
                later(time),
                version + 1,
                clientMessageId,
                imageMeta,
                unanswered);
    }

    /// The message as it is once a device of its receiver has it.
    public Message deliveredAt(Instant time) {
        return new Message(
                id,
                sender,
                receiver,
                text,
                image,
                seen,
                true,
                createdAt,
                later(time),
                version + 1,
                clientMessageId,
                imageMeta,
                unanswered);
    }

    private Instant later(Instant time) {
        return time.isAfter(updatedAt) ? time : updatedAt;
    }

    public MessageView view() {
        return new MessageView(
                id.toString(),
                sender.toString(),
                receiver.toString(),
                text,
                image,
                seen,
                Timestamps.format(createdAt),
                Timestamps.format(updatedAt),
                delivered,
                version,
                clientMessageId,
                imageMeta,
                unanswered ? true : null);
    }
}
