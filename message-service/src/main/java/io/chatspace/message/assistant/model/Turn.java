package io.chatspace.message.assistant.model;

import java.nio.charset.StandardCharsets;

/// One thing that was said.
public record Turn(Role role, String text) {
    /// What a message costs beside its text.
    private static final int ENVELOPE = 4;

    /// English has about four bytes to a token, other scripts somewhat more: this errs on the side of more tokens.
    private static final int BYTES_PER_TOKEN = 3;

    /// Who says it.
    public enum Role {
        SYSTEM("system"),
        USER("user"),
        ASSISTANT("assistant");

        private final String wireName;

        Role(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /// About how many tokens it has. An estimate: every model counts in its own way.
    public int tokens() {
        return ENVELOPE + tokens(text);
    }

    /// About how many tokens a text has.
    public static int tokens(String text) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_PER_TOKEN);
    }
}
