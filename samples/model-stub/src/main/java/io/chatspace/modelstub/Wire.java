package io.chatspace.modelstub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of the chat-completions protocol, as far as the stub speaks it.
final class Wire {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final JsonMapper json = new JsonMapper();

    /// A request that breaks the protocol; the message says how.
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /// Throws [Malformed].
    Received read(String key, String body) {
        JsonNode request;
        try {
            request = json.readTree(body);
        } catch (JacksonException e) {
            throw new Malformed("the body is not JSON");
        }
        var model = request.path("model");
        if (!model.isString() || model.stringValue().isBlank()) {
            throw new Malformed("model must be a string");
        }
        var stream = request.path("stream");
        if (!stream.isMissingNode() && !stream.isBoolean()) {
            throw new Malformed("stream must be a boolean");
        }
        var maxTokens = request.path("max_tokens");
        if (!maxTokens.isMissingNode() && !maxTokens.isInt()) {
            throw new Malformed("max_tokens must be an integer");
        }
        return new Received(
                key,
                model.stringValue(),
                stream.booleanValue(false),
                maxTokens.isMissingNode() ? null : maxTokens.intValue(),
                messages(request.path("messages")));
    }

    private static List<Received.Said> messages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new Malformed("messages must be an array that is not empty");
        }
        var said = new ArrayList<Received.Said>();
        for (var message : messages) {
            var role = message.path("role").stringValue("");
            if (!List.of("system", "user", "assistant").contains(role)) {
                throw new Malformed("role must be system, user or assistant");
            }
            if (!message.path("content").isString()) {
                throw new Malformed("content must be a string");
            }
            said.add(new Received.Said(role, message.path("content").stringValue()));
        }
        return said;
    }

    /// One piece of a streamed answer.
    String piece(Received request, String text) {
        return event(chunk(request, Map.of("content", text), null));
    }

    /// The end of a streamed answer.
    String end(Received request) {
        return event(chunk(request, Map.of(), "stop")) + "data: [DONE]\n\n";
    }

    private static String event(String json) {
        return "data: " + json + "\n\n";
    }

    private String chunk(Received request, Map<String, String> delta, @Nullable String finish) {
        var choice = new LinkedHashMap<String, @Nullable Object>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        return json.writeValueAsString(Map.of(
                "id",
                "chatcmpl-stub",
                "object",
                "chat.completion.chunk",
                "model",
                request.model(),
                "choices",
                List.of(choice)));
    }

    /// An answer as a whole.
    String whole(Received request, String text) {
        int prompt =
                tokens(request.messages().stream().map(Received.Said::content).reduce("", String::concat));
        int answer = tokens(text);
        return json.writeValueAsString(Map.of(
                "id",
                "chatcmpl-stub",
                "object",
                "chat.completion",
                "model",
                request.model(),
                "choices",
                List.of(Map.of(
                        "index", 0, "message", Map.of("role", "assistant", "content", text), "finish_reason", "stop")),
                "usage",
                Map.of("prompt_tokens", prompt, "completion_tokens", answer, "total_tokens", prompt + answer)));
    }

    String error(String message) {
        return json.writeValueAsString(Map.of("error", Map.of("message", message, "type", "stub_error")));
    }

    private static int tokens(String text) {
        return text.length() / CHARACTERS_PER_TOKEN + 1;
    }
}
