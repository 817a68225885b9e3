package io.chatspace.presence.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chatspace.contracts.NodeFigures;
import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A node as admins see one. What a node of an earlier release does not tell is absent.
///
/// @param load      sockets by capacity: 1 is full
/// @param users     who has a socket there; a user may count on several nodes
/// @param startedAt since when `pushes` and `latency` are counted
/// @param latency   of messages, in milliseconds
@JsonInclude(JsonInclude.Include.NON_NULL)
record NodeView(
        String id,
        boolean draining,
        int sockets,
        int capacity,
        double load,
        @Nullable Integer users,
        @Nullable String startedAt,
        @Nullable Long pushes,
        NodeFigures.@Nullable Histogram latency) {
    static NodeView of(NodeInfo node) {
        double load = node.sessions() / (double) Math.max(1, node.capacity());
        var figures = node.figures();
        if (figures == null) {
            return new NodeView(
                    node.id(), node.draining(), node.sessions(), node.capacity(), load, null, null, null, null);
        }
        return new NodeView(
                node.id(),
                node.draining(),
                node.sessions(),
                node.capacity(),
                load,
                figures.users(),
                Timestamps.format(Instant.ofEpochMilli(figures.startedAt())),
                figures.pushes(),
                figures.latency());
    }
}
