package io.chatspace.message.id;

import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import org.bson.types.ObjectId;

/// Identifies a user: 24 hexadecimal digits on the wire, written in lower case.
public record UserId(ObjectId value) implements Comparable<UserId> {
    /// Throws [MalformedId] where the text is not an id.
    public static UserId parse(String text) {
        if (!ObjectId.isValid(text)) {
            throw new MalformedId("user");
        }
        return new UserId(new ObjectId(text));
    }

    /// The user that a checked token speaks for.
    public static UserId of(Caller caller) {
        if (!ObjectId.isValid(caller.userId())) {
            throw new TokenError.Invalid();
        }
        return new UserId(new ObjectId(caller.userId()));
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toHexString();
    }
}
