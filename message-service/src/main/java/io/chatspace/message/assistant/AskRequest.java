package io.chatspace.message.assistant;

import io.chatspace.message.assistant.model.Turn;
import io.chatspace.message.assistant.model.Turn.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a client asks, as `{prompt}` or as `{messages}`.
///
/// @param question what the user says now
/// @param before   the conversation as the client tells it; null where it leaves that to us
/// @param model    the model that the client names
record AskRequest(
        String question,
        @Nullable List<Turn> before,
        @Nullable String model,
        boolean stream) {
    /// Throws [AssistantError].
    static AskRequest of(JsonNode body) {
        if (!body.isObject()) {
            throw new AssistantError.NoQuestion();
        }
        var stream = body.path("stream");
        if (!absent(stream) && !stream.isBoolean()) {
            throw new AssistantError.InvalidField("stream must be boolean");
        }
        var model = text(body, "model");
        var prompt = text(body, "prompt");
        var turns = turns(body.path("messages"));
        int last = lastQuestion(turns);
        var question = last >= 0 ? turns.get(last).text() : prompt;
        if (question == null || question.isBlank()) {
            throw new AssistantError.NoQuestion();
        }
        return new AskRequest(
                question, last >= 0 ? List.copyOf(turns.subList(0, last)) : null, model, stream.booleanValue(false));
    }

    private static List<Turn> turns(JsonNode messages) {
        var turns = new ArrayList<Turn>();
        if (absent(messages)) {
            return turns;
        }
        if (!messages.isArray()) {
            throw new AssistantError.NoQuestion();
        }
        for (var message : messages) {
            turns.add(new Turn(role(message.path("role")), content(message.path("content"))));
        }
        return turns;
    }

    private static int lastQuestion(List<Turn> turns) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).role() == Role.USER) {
                return i;
            }
        }
        if (!turns.isEmpty()) {
            throw new AssistantError.InvalidField("messages has none whose role is user");
        }
        return -1;
    }

    private static Role role(JsonNode role) {
        for (var each : Role.values()) {
            if (each.wireName().equals(role.stringValue(""))) {
                return each;
            }
        }
        throw new AssistantError.InvalidField("role of a message must be system, user or assistant");
    }

    private static String content(JsonNode content) {
        if (!content.isString()) {
            throw new AssistantError.InvalidField("content of a message must be a string");
        }
        return content.stringValue();
    }

    private static @Nullable String text(JsonNode body, String name) {
        var value = body.path(name);
        if (absent(value)) {
            return null;
        }
        if (!value.isString()) {
            throw new AssistantError.InvalidField(name + " must be a string");
        }
        return value.stringValue();
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
