package io.chatspace.message.conversation;

import io.chatspace.contracts.MessageView.ImageMeta;
import io.chatspace.message.id.ConversationId;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.KeptPicture;
import io.chatspace.message.store.Message;
import io.micrometer.tracing.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that is about to be stored: checked, not yet in the order of its conversation.
///
/// @param image           absolute URL of the picture, or empty
/// @param clientMessageId the sender's own id of it, which makes a repeated send safe; null where it gave none
/// @param trace           of which trace its way is a part; null where it is not traced
public record Draft(
        UserId sender,
        UserId receiver,
        String text,
        String image,
        @Nullable String clientMessageId,
        @Nullable ImageMeta imageMeta,
        @Nullable TraceContext trace) {
    /// One without a picture.
    public Draft(UserId sender, UserId receiver, String text, String image, @Nullable String clientMessageId) {
        this(sender, receiver, text, image, clientMessageId, null, null);
    }

    /// The same as a part of that trace.
    Draft tracedBy(@Nullable TraceContext context) {
        return context == null ? this : new Draft(sender, receiver, text, image, clientMessageId, imageMeta, context);
    }

    /// The same with that picture.
    Draft with(KeptPicture picture) {
        return new Draft(sender, receiver, text, picture.url(), clientMessageId, picture.meta(), trace);
    }

    ConversationId conversation() {
        return ConversationId.between(sender, receiver);
    }

    /// The message of this draft. A note to oneself is seen from the start: it never counts as unseen.
    Message at(MessageId id, Instant createdAt) {
        boolean own = sender.equals(receiver);
        return new Message(
                id,
                sender,
                receiver,
                text,
                image,
                own,
                own,
                createdAt,
                createdAt,
                1,
                clientMessageId,
                imageMeta,
                false);
    }
}
