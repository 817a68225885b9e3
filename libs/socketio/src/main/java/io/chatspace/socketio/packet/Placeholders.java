package io.chatspace.socketio.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts attachments where `{"_placeholder":true,"num":n}` stands.
///
/// @implNote recursive: Jackson's own bound on nesting (500) bounds the stack.
final class Placeholders {
    private Placeholders() {}

    static List<JsonNode> fill(@Nullable JsonNode array, List<byte[]> binary) throws MalformedPacket {
        List<JsonNode> out = new ArrayList<>();
        if (array != null) {
            for (JsonNode element : array) {
                out.add(binary.isEmpty() ? element : filled(element, binary));
            }
        }
        return out;
    }

    private static JsonNode filled(JsonNode node, List<byte[]> binary) throws MalformedPacket {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(array.get(i), binary));
            }
            return array;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        JsonNode mark = object.get("_placeholder");
        if (mark != null && mark.isBoolean() && mark.booleanValue()) {
            JsonNode num = object.get("num");
            if (num == null || !num.canConvertToInt() || num.intValue() < 0 || num.intValue() >= binary.size()) {
                throw new MalformedPacket("illegal attachments");
            }
            return BinaryNode.valueOf(binary.get(num.intValue()));
        }
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            property.setValue(filled(property.getValue(), binary));
        }
        return object;
    }
}
