package io.chatspace.socketio.adapter;

import io.chatspace.socketio.server.Room;

/// Hears when a room gets its first socket of this node, and when it loses its last. Must not block; for one room the
/// calls come in their order. A socket's own room is never named.
public interface RoomListener {
    RoomListener NONE = new RoomListener() {
        @Override
        public void roomCreated(Room room) {}

        @Override
        public void roomDeleted(Room room) {}
    };

    void roomCreated(Room room);

    void roomDeleted(Room room);
}
