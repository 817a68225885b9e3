package io.chatspace.message.store;

import io.chatspace.contracts.MessageView.ImageMeta;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// A [Message] as a MongoDB document, and back. By hand: it is on the way of every message.
public final class MessageDocument {
    private MessageDocument() {}

    public static Document write(Message message) {
        var sender = message.sender().value();
        var receiver = message.receiver().value();
        var document = new Document(MessageFields.ID, message.id().value())
                .append(MessageFields.CONVERSATION, message.conversation().value())
                .append(MessageFields.SENDER, sender)
                .append(MessageFields.RECEIVER, receiver)
                .append(
                        MessageFields.PARTICIPANTS,
                        sender.equals(receiver) ? List.of(sender) : List.of(sender, receiver))
                .append(MessageFields.TEXT, message.text())
                .append(MessageFields.IMAGE, message.image())
                .append(MessageFields.SEEN, message.seen())
                .append(MessageFields.DELIVERED, message.delivered())
                .append(MessageFields.CREATED_AT, Date.from(message.createdAt()))
                .append(MessageFields.UPDATED_AT, Date.from(message.updatedAt()))
                .append(MessageFields.VERSION, message.version());
        var meta = message.imageMeta();
        if (meta != null) {
            document.append(MessageFields.IMAGE_META, write(meta));
        }
        var clientMessageId = message.clientMessageId();
        if (clientMessageId != null) {
            document.append(MessageFields.CLIENT_MESSAGE_ID, clientMessageId)
                    .append(MessageFields.SEND_KEY, sendKey(message.sender(), clientMessageId));
        }
        if (message.unanswered()) {
            document.append(MessageFields.UNANSWERED, true);
        }
        return document;
    }

    public static Message read(Document document) {
        return new Message(
                new MessageId(required(document.getObjectId(MessageFields.ID))),
                new UserId(required(document.getObjectId(MessageFields.SENDER))),
                new UserId(required(document.getObjectId(MessageFields.RECEIVER))),
                document.get(MessageFields.TEXT, ""),
                document.get(MessageFields.IMAGE, ""),
                document.getBoolean(MessageFields.SEEN, false),
                document.getBoolean(MessageFields.DELIVERED, false),
                instant(document, MessageFields.CREATED_AT),
                instant(document, MessageFields.UPDATED_AT),
                document.get(MessageFields.VERSION, Number.class).longValue(),
                document.getString(MessageFields.CLIENT_MESSAGE_ID),
                imageMeta(document),
                document.getBoolean(MessageFields.UNANSWERED, false));
    }

    public static String sendKey(UserId sender, String clientMessageId) {
        return sender + ":" + clientMessageId;
    }

    private static Document write(ImageMeta meta) {
        return new Document("width", meta.width())
                .append("height", meta.height())
                .append("thumb", meta.thumb())
                .append("blurhash", meta.blurhash());
    }

    private static @Nullable ImageMeta imageMeta(Document message) {
        var meta = message.get(MessageFields.IMAGE_META, Document.class);
        return meta == null
                ? null
                : new ImageMeta(
                        meta.get("width", 0), meta.get("height", 0), meta.get("thumb", ""), meta.get("blurhash", ""));
    }

    private static Instant instant(Document document, String field) {
        return Objects.requireNonNull(document.getDate(field), field).toInstant();
    }

    private static ObjectId required(ObjectId value) {
        return Objects.requireNonNull(value, "a message has ids");
    }
}
