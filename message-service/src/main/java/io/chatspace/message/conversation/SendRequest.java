package io.chatspace.message.conversation;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/// What a client sends, in whichever of the three forms. Other fields are ignored: who sends, when, and whether
/// it was seen are not the client's to say.
///
/// @param text            empty where there is none
/// @param clientMessageId 1 to 64 printable ASCII characters
/// @param image           the picture, not yet read
record SendRequest(
        String text,
        @Nullable String clientMessageId,
        @Nullable FilePart image) {
    private static final String TEXT = "text";
    private static final String CLIENT_MESSAGE_ID = "clientMessageId";
    private static final String IMAGE = "image";
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

    SendRequest {
        if (clientMessageId != null && !CLIENT_ID.matcher(clientMessageId).matches()) {
            throw new ConversationError.InvalidField(
                    "clientMessageId must be 1 to 64 printable ASCII characters without blanks");
        }
    }

    boolean isEmpty() {
        return text.isBlank() && image == null;
    }

    static SendRequest ofJson(JsonNode body) {
        if (!body.isObject()) {
            throw new ConversationError.InvalidField("The body must be a JSON object");
        }
        var text = string(body, TEXT);
        return new SendRequest(text == null ? "" : text, string(body, CLIENT_MESSAGE_ID), null);
    }

    static SendRequest ofForm(MultiValueMap<String, String> form) {
        var text = single(TEXT, form.getOrDefault(TEXT, List.of()));
        return new SendRequest(
                text == null ? "" : text,
                single(CLIENT_MESSAGE_ID, form.getOrDefault(CLIENT_MESSAGE_ID, List.of())),
                null);
    }

    static SendRequest ofParts(MultiValueMap<String, Part> parts) {
        FilePart image = null;
        for (var part : parts.values().stream().flatMap(List::stream).toList()) {
            // Browsers send a part without a name for a field in which no file was chosen.
            if (part instanceof FilePart file && !file.filename().isEmpty()) {
                if (!file.name().equals(IMAGE) || image != null) {
                    throw new ConversationError.InvalidField("Unexpected file: one, named image, is taken");
                }
                image = file;
            }
        }
        var text = field(parts, TEXT);
        return new SendRequest(text == null ? "" : text, field(parts, CLIENT_MESSAGE_ID), image);
    }

    private static @Nullable String field(MultiValueMap<String, Part> parts, String name) {
        var values = parts.getOrDefault(name, List.of()).stream()
                .map(part -> {
                    if (part instanceof FormFieldPart field) {
                        return field.value();
                    }
                    throw mustBeString(name);
                })
                .toList();
        return single(name, values);
    }

    private static @Nullable String string(JsonNode body, String name) {
        var value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw mustBeString(name);
        }
        return value.stringValue();
    }

    private static @Nullable String single(String name, List<String> values) {
        if (values.size() > 1) {
            throw mustBeString(name);
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static ConversationError mustBeString(String name) {
        return new ConversationError.InvalidField(name + " must be a string");
    }
}
