package io.chatspace.socketio.adapter;

import io.chatspace.socketio.server.Room;
import java.util.Set;

/// Which sockets of a namespace a broadcast is for.
///
/// @param rooms      empty for all sockets
/// @param except     sockets in any of these are left out
/// @param isVolatile receivers that can't take it at once may miss it
/// @param local      this node only
public record Target(Set<Room> rooms, Set<Room> except, boolean isVolatile, boolean local) {
    public static final Target ALL = new Target(Set.of(), Set.of(), false, false);

    public Target {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    public Target asLocal() {
        return local ? this : new Target(rooms, except, isVolatile, true);
    }
}
