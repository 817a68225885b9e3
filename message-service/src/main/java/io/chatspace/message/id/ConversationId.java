package io.chatspace.message.id;

/// Identifies a conversation. That of two users is made of their ids, the lower one first, so that both find
/// the same.
public record ConversationId(String value) {
    public static ConversationId between(UserId one, UserId other) {
        return one.compareTo(other) <= 0
                ? new ConversationId(one + "_" + other)
                : new ConversationId(other + "_" + one);
    }

    @Override
    public String toString() {
        return value;
    }
}
