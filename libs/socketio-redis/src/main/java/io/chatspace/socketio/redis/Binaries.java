package io.chatspace.socketio.redis;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts attachments back where their placeholders stand: between nodes, binary travels in its place.
final class Binaries {
    private Binaries() {}

    static JsonNode restore(JsonNode node, List<byte[]> attachments) {
        if (attachments.isEmpty()) {
            return node;
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, restore(array.get(i), attachments));
            }
        } else if (node instanceof ObjectNode object) {
            if (object.path("_placeholder").asBoolean(false)) {
                return BinaryNode.valueOf(attachments.get(object.path("num").asInt()));
            }
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                property.setValue(restore(property.getValue(), attachments));
            }
        }
        return node;
    }
}
