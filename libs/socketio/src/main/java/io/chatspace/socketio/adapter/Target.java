package io.chatspace.socketio.adapter;

import io.chatspace.socketio.server.Room;
import java.util.Arrays;
import java.util.HashSet;
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

    public Target plusRooms(Room... more) {
        return new Target(plus(rooms, more), except, isVolatile, local);
    }

    public Target plusExcept(Room... more) {
        return new Target(rooms, plus(except, more), isVolatile, local);
    }

    public Target asVolatile() {
        return new Target(rooms, except, true, local);
    }

    private static Set<Room> plus(Set<Room> known, Room... more) {
        Set<Room> all = new HashSet<>(known);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
