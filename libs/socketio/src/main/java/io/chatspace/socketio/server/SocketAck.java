package io.chatspace.socketio.server;

import io.chatspace.engineio.packet.Message;
import io.chatspace.socketio.packet.PacketText;
import io.chatspace.socketio.packet.PayloadWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Answers one event of a socket, once.
final class SocketAck implements Ack {
    private final DefaultSocket socket;
    private final PayloadWriter writer;
    private final long id;
    private final AtomicBoolean sent = new AtomicBoolean();

    /// @param id negative when the client asked for no answer
    SocketAck(DefaultSocket socket, PayloadWriter writer, long id) {
        this.socket = socket;
        this.writer = writer;
        this.id = id;
    }

    @Override
    public boolean requested() {
        return id >= 0;
    }

    @Override
    public void send(@Nullable Object... args) {
        if (id < 0 || !sent.compareAndSet(false, true)) {
            return;
        }
        PayloadWriter.Payload payload = writer.ack(args);
        List<Message> messages = new ArrayList<>(1 + payload.attachments().size());
        messages.add(Message.text(PacketText.ack(
                socket.namespace().name(), payload.json(), payload.attachments().size(), id)));
        payload.attachments().forEach(bytes -> messages.add(Message.binary(bytes)));
        socket.sendMessages(messages);
    }
}
