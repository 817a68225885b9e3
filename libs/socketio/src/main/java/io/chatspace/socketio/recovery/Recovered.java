package io.chatspace.socketio.recovery;

import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Room;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The state of a socket from before it was disconnected.
///
/// @param socketId its id then, taken again; null to keep the new one
/// @param rooms    to join, its own room left out
/// @param data     to attach
/// @param missed   in order. Subscribed once the id was taken and the rooms joined, with whatever is sent from
///                 then on held back, so that a log read now leaves no gap. An error, or nothing: the socket
///                 counts as not recovered
public record Recovered(
        @Nullable String socketId, Set<Room> rooms, Map<String, Object> data, Mono<List<EncodedPacket>> missed) {
    public Recovered {
        rooms = Set.copyOf(rooms);
        data = Map.copyOf(data);
    }

    /// Only packets: id, rooms and data are the application's own affair.
    public static Recovered missed(List<EncodedPacket> packets) {
        return missed(Mono.just(packets));
    }

    /// As [#missed(List)], read late.
    public static Recovered missed(Mono<List<EncodedPacket>> packets) {
        return new Recovered(null, Set.of(), Map.of(), packets);
    }
}
