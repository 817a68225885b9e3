package io.chatspace.message.id;

import org.bson.types.ObjectId;

/// Identifies a message: 24 hexadecimal digits on the wire. Of two made by one process, the later sorts after.
public record MessageId(ObjectId value) {
    public static MessageId next() {
        return new MessageId(new ObjectId());
    }

    /// Throws [MalformedId] where the text is not an id.
    public static MessageId parse(String text) {
        if (!ObjectId.isValid(text)) {
            throw new MalformedId("message");
        }
        return new MessageId(new ObjectId(text));
    }

    @Override
    public String toString() {
        return value.toHexString();
    }
}
