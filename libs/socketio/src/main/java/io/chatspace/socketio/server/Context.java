package io.chatspace.socketio.server;

import io.chatspace.socketio.adapter.AdapterFactory;
import io.chatspace.socketio.packet.PayloadWriter;
import io.chatspace.socketio.recovery.RecoveryLog;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What every part of one server shares.
record Context(
        SocketOptions options,
        int maxQueue,
        AdapterFactory adapters,
        @Nullable RecoveryLog recovery,
        JsonMapper json,
        PayloadWriter writer,
        SocketMetrics metrics,
        Supplier<String> socketIds) {

    EncodedPacket encode(String event, @Nullable Object... args) {
        ReservedEvents.check(event);
        PayloadWriter.Payload payload = writer.event(event, args);
        return EncodedPacket.ofJson(payload.json(), payload.attachments());
    }
}
