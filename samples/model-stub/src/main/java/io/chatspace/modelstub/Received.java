package io.chatspace.modelstub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that was well formed.
///
/// @param key       what came after `Bearer`
/// @param maxTokens null where the request did not say
public record Received(
        String key, String model, boolean stream, @Nullable Integer maxTokens, List<Said> messages) {
    /// One message of the conversation sent.
    public record Said(String role, String content) {}

    public Received {
        messages = List.copyOf(messages);
    }

    /// The last thing that a user said; empty where none did.
    public String question() {
        return messages.stream()
                .filter(said -> said.role().equals("user"))
                .reduce((_, last) -> last)
                .map(Said::content)
                .orElse("");
    }
}
