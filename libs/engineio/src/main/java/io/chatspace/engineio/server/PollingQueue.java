package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.packet.PayloadCodec;
import io.chatspace.engineio.packet.PayloadCodecV3;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits for a polling client, and the requests that it has open. Belongs to the session's loop.
final class PollingQueue {
    private final boolean v3;
    private final ArrayDeque<Message> messages = new ArrayDeque<>(4);
    private volatile int bytes;

    /// The GET that waits for packets.
    @Nullable
    Exchange poll;

    /// The POST whose body is being read.
    @Nullable
    Exchange post;

    /// The POST that brought the client's close packet, while its poll may be on the way.
    @Nullable
    Exchange goodbye;

    boolean flushPlanned;

    PollingQueue(boolean v3) {
        this.v3 = v3;
    }

    void add(Message message) {
        messages.add(message);
        bytes += message.size();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    /// Answers the open poll with all that waits. Returns the bytes sent; 0 when there was nothing to do.
    int flush() {
        Exchange waiting = poll;
        if (waiting == null || messages.isEmpty()) {
            return 0;
        }
        poll = null;
        byte[] body = v3 ? PayloadCodecV3.encode(messages) : PayloadCodec.encode(messages);
        messages.clear();
        bytes = 0;
        waiting.respond(200, Answers.TEXT, body);
        return body.length;
    }

    void answerGoodbye() {
        Exchange waiting = goodbye;
        goodbye = null;
        if (waiting != null) {
            Answers.ok(waiting);
        }
    }

    /// Takes all that waits, in order, for another transport.
    List<Message> takeAll() {
        List<Message> all = new ArrayList<>(messages);
        messages.clear();
        bytes = 0;
        return all;
    }
}
