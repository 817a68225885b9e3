package io.chatspace.message.assistant.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of the chat-completions protocol.
final class CompletionsWire {
    /// The event that ends a stream.
    static final String DONE = "[DONE]";

    private final JsonMapper json;

    record Body(
            String model,
            List<Said> messages,
            @JsonProperty("max_tokens") int maxTokens,
            boolean stream) {}

    record Said(String role, String content) {}

    /// One event of a stream.
    ///
    /// @param text empty where it carries none
    /// @param last whether the model is done with it
    record Piece(String text, boolean last) {}

    CompletionsWire(JsonMapper json) {
        this.json = json;
    }

    static Body body(ModelRequest request, boolean stream) {
        var said = request.turns().stream()
                .map(turn -> new Said(turn.role().wireName(), turn.text()))
                .toList();
        return new Body(request.model(), said, request.maxTokens(), stream);
    }

    /// Throws [ModelError.Garbled], or [ModelError.Failed] where the provider says that it failed.
    Completion whole(String body) {
        var answer = parse(body);
        var text = answer.path("choices").path(0).path("message").path("content");
        if (!text.isString()) {
            throw new ModelError.Garbled(null);
        }
        return new Completion(
                text.stringValue(),
                Math.max(0, answer.path("usage").path("total_tokens").longValue(0)));
    }

    /// Throws as [#whole].
    Piece piece(@Nullable String data) {
        if (data == null || data.isBlank()) {
            return new Piece("", false);
        }
        if (data.strip().equals(DONE)) {
            return new Piece("", true);
        }
        var event = parse(data);
        var choices = event.path("choices");
        if (!choices.isArray()) {
            throw new ModelError.Garbled(null);
        }
        var choice = choices.path(0);
        return new Piece(
                choice.path("delta").path("content").stringValue(""),
                choice.path("finish_reason").isString());
    }

    private JsonNode parse(String text) {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JacksonException e) {
            throw new ModelError.Garbled(e);
        }
        if (!node.isObject()) {
            throw new ModelError.Garbled(null);
        }
        if (node.path("error").isObject()) {
            throw new ModelError.Failed(null);
        }
        return node;
    }
}
