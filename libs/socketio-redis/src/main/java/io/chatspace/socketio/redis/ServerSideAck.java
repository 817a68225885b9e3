package io.chatspace.socketio.redis;

import io.chatspace.socketio.server.Ack;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers another node's event, once, with the first argument.
final class ServerSideAck implements Ack {
    private final @Nullable Consumer<@Nullable Object> answer;
    private final AtomicBoolean sent = new AtomicBoolean();

    /// @param answer null where none is asked for
    ServerSideAck(@Nullable Consumer<@Nullable Object> answer) {
        this.answer = answer;
    }

    @Override
    public boolean requested() {
        return answer != null;
    }

    @Override
    public void send(@Nullable Object... args) {
        if (answer != null && sent.compareAndSet(false, true)) {
            answer.accept(args.length == 0 ? null : args[0]);
        }
    }
}
