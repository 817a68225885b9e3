package io.chatspace.socketio.recovery;

import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Room;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state of a socket from before it was disconnected.
///
/// @param socketId its id then, taken again; null to keep the new one
/// @param rooms    to join, its own room left out
/// @param data     to attach
/// @param missed   in order
public record Recovered(
        @Nullable String socketId, Set<Room> rooms, Map<String, Object> data, List<EncodedPacket> missed) {
    public Recovered {
        rooms = Set.copyOf(rooms);
        data = Map.copyOf(data);
        missed = List.copyOf(missed);
    }

    /// Only packets: id, rooms and data are the application's own affair.
    public static Recovered missed(List<EncodedPacket> packets) {
        return new Recovered(null, Set.of(), Map.of(), packets);
    }
}
