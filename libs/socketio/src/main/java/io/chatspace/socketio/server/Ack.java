package io.chatspace.socketio.server;

import org.jspecify.annotations.Nullable;

/// Answers one event of a client. The first call counts, later ones do nothing. Any thread may call it.
public interface Ack {
    /// Whether the client waits for an answer.
    boolean requested();

    /// @param args anything Jackson can write; `byte[]` and binary nodes travel as attachments
    void send(@Nullable Object... args);
}
