package io.chatspace.message.assistant.model;

import java.util.List;

/// What a model is asked.
///
/// @param turns     oldest first
/// @param maxTokens length that the answer may have
public record ModelRequest(String model, List<Turn> turns, int maxTokens) {
    public ModelRequest {
        turns = List.copyOf(turns);
    }

    /// Everything that is sent, about, in tokens.
    public int tokens() {
        return turns.stream().mapToInt(Turn::tokens).sum();
    }
}
