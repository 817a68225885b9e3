package io.chatspace.socketio.server;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A socket of this or another node, as it was when asked for. To act on it: `namespace.in(Room.ofSocket(id))`.
///
/// @param handshake the reference's handshake object (`headers`, `query`, `auth`, `address`, `time`, ...)
/// @param data      what was attached, as Jackson wrote it
public record RemoteSocket(String id, JsonNode handshake, Set<Room> rooms, JsonNode data) {
    public RemoteSocket {
        rooms = Set.copyOf(rooms);
    }
}
