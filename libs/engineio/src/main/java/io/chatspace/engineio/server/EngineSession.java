package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.Message;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/// One Engine.IO connection. What may be called from any thread says so; the rest belongs to [#executor].
public interface EngineSession {
    /// Private: whoever knows it can take the session over. Never log it in full.
    String sid();

    EngineHandshake handshake();

    /// Runs tasks one after the other on the session's event loop.
    ScheduledExecutorService executor();

    boolean inExecutor();

    /// Sends, from any thread; what one thread sends arrives in that order. Dropped silently once closed.
    void send(Message message);

    /// As [#send], for messages that belong together: nothing of this session's comes between them.
    void sendAll(List<Message> messages);

    /// Whether the transport takes a message at once. On the executor only.
    boolean writable();

    /// From any thread. What was sent before is flushed first.
    void close(CloseReason reason);

    boolean open();

    /// Bytes in the queue; an estimate when read from another thread.
    long queuedBytes();

    /// `polling` or `websocket`.
    String transport();
}
