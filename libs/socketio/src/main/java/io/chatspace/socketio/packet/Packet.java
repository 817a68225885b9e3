package io.chatspace.socketio.packet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Socket.IO v5, "Packet types": one packet as a client sent it.
public sealed interface Packet {
    String namespace();

    /// @param auth an object, or null when there was none
    record Connect(String namespace, @Nullable JsonNode auth) implements Packet {}

    record Disconnect(String namespace) implements Packet {}

    /// EVENT or BINARY_EVENT.
    ///
    /// @param name  not a reserved one
    /// @param ackId negative for none
    record Event(String namespace, String name, List<JsonNode> args, long ackId) implements Packet {}

    /// ACK or BINARY_ACK.
    record Ack(String namespace, long id, List<JsonNode> args) implements Packet {}
}
