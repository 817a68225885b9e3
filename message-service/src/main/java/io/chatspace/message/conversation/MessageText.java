package io.chatspace.message.conversation;

import java.nio.charset.StandardCharsets;

/// The rules of a text: taken as it is or refused, never changed.
public final class MessageText {
    private MessageText() {}

    /// Throws [ConversationError] where the text is too long or can't be written as UTF-8 (half of a surrogate
    /// pair).
    public static void check(String text, int limit) {
        if (text.length() > limit && text.codePointCount(0, text.length()) > limit) {
            throw new ConversationError.TextTooLong(limit);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ConversationError.InvalidField("text is not valid Unicode");
        }
    }
}
