package io.chatspace.presence.push;

import io.chatspace.kit.tracing.Traces;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Socket;
import io.micrometer.tracing.Span;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One traced push on this node: a span while its packets are made and handed to the sockets, below it one for each
/// socket until its bytes were written, and below that one until the client has acknowledged. What is never
/// acknowledged has no such span.
final class PushSpan {
    static final String PUSH = "push ";
    static final String WRITE = "write ";
    static final String ACK = "ack ";

    private final Traces traces;
    private final Span push;
    private final String event;
    private final Instant since = Instant.now();
    /// Of the sockets that are asked for an acknowledgement and have not given it.
    private final Map<Socket, Span> awaited = new ConcurrentHashMap<>();

    PushSpan(Traces traces, Span push, String event) {
        this.traces = traces;
        this.push = push;
        this.event = event;
    }

    /// The packet as one of this push.
    EncodedPacket watch(EncodedPacket packet) {
        return packet.observed(_ -> written());
    }

    /// The same for one that asks for an acknowledgement: [#acknowledged] is to be called for it.
    EncodedPacket watchAsking(EncodedPacket packet) {
        return packet.observed(socket -> {
            var ack = traces.begin(ACK + event, Span.Kind.CLIENT, written().context());
            if (ack != null) {
                awaited.put(socket, ack);
            }
        });
    }

    private Span written() {
        var write = traces.since(since, WRITE + event, push.context());
        write.end();
        return write;
    }

    void acknowledged(Socket socket) {
        var ack = awaited.remove(socket);
        if (ack != null) {
            ack.end();
        }
    }

    /// All packets are on their way.
    void end() {
        push.end();
    }
}
