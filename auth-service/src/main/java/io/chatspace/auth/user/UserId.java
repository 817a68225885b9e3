package io.chatspace.auth.user;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// Identifies a user: 24 hexadecimal digits on the wire.
public record UserId(ObjectId value) {
    public static UserId next() {
        return new UserId(new ObjectId());
    }

    /// The id that the text spells, or null where it spells none.
    public static @Nullable UserId parse(String text) {
        return ObjectId.isValid(text) ? new UserId(new ObjectId(text)) : null;
    }

    @Override
    public String toString() {
        return value.toHexString();
    }
}
