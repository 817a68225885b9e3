package io.chatspace.socketio.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The arguments of one event as its client sent them. Binary arguments are binary nodes, wherever they sat in the
/// JSON.
public final class EventArgs {
    private final String event;
    private final List<JsonNode> values;
    private final JsonMapper json;

    public EventArgs(String event, List<JsonNode> values, JsonMapper json) {
        this.event = event;
        this.values = List.copyOf(values);
        this.json = json;
    }

    public String event() {
        return event;
    }

    public int size() {
        return values.size();
    }

    /// The argument, or a missing node where the client sent fewer.
    public JsonNode get(int index) {
        return index < values.size() ? values.get(index) : MissingNode.getInstance();
    }

    /// The argument read as a type.
    ///
    /// @throws JacksonException where the client sent something else
    public <T> @Nullable T as(int index, Class<T> type) {
        JsonNode node = get(index);
        return node.isMissingNode() ? null : json.treeToValue(node, type);
    }

    public List<JsonNode> asList() {
        return values;
    }
}
