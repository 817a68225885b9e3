package io.chatspace.socketio.redis;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.MonoSink;
import tools.jackson.databind.JsonNode;

/// A question to the other nodes that waits for their answers. Thread-safe.
final class PendingRequest {
    private final MonoSink<List<JsonNode>> sink;
    private final int expected;
    private final List<JsonNode> answers = new ArrayList<>();

    PendingRequest(MonoSink<List<JsonNode>> sink, int expected) {
        this.sink = sink;
        this.expected = expected;
    }

    /// Returns true once all have answered.
    boolean answered(JsonNode answer) {
        List<JsonNode> all;
        synchronized (answers) {
            answers.add(answer);
            if (answers.size() < expected) {
                return false;
            }
            all = List.copyOf(answers);
        }
        sink.success(all);
        return true;
    }

    List<JsonNode> soFar() {
        synchronized (answers) {
            return List.copyOf(answers);
        }
    }
}
