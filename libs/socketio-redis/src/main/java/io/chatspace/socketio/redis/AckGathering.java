package io.chatspace.socketio.redis;

import io.chatspace.socketio.server.AckTimeout;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.MonoSink;
import tools.jackson.databind.JsonNode;

/// A broadcast that waits for the acknowledgements of clients on all nodes. Thread-safe.
///
/// Complete when every node has said how many clients it asked, and that many have answered.
final class AckGathering {
    private final MonoSink<List<JsonNode>> sink;
    private final int nodes;
    private final List<JsonNode> answers = new ArrayList<>();
    private int nodesCounted;
    private int expected;

    AckGathering(MonoSink<List<JsonNode>> sink, int nodes) {
        this.sink = sink;
        this.nodes = nodes;
    }

    synchronized void counted(int clients) {
        nodesCounted++;
        expected += clients;
        check();
    }

    synchronized void answered(JsonNode answer) {
        answers.add(answer);
        check();
    }

    private void check() {
        if (nodesCounted >= nodes && answers.size() >= expected) {
            sink.success(List.copyOf(answers));
        }
    }

    /// Does nothing once complete.
    synchronized void timedOut() {
        sink.error(new AckTimeout("some clients have not acknowledged in time", answers));
    }
}
