package io.chatspace.socketio.redis;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/// Binary in trees. Between nodes it travels in its place, not as attachments.
final class Binaries {
    private Binaries() {}

    /// Puts attachments back where their placeholders stand.
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

    /// Whether there is a binary node anywhere in the tree.
    static boolean contained(JsonNode node) {
        if (node.isBinary()) {
            return true;
        }
        for (JsonNode child : node) {
            if (contained(child)) {
                return true;
            }
        }
        return false;
    }
}
