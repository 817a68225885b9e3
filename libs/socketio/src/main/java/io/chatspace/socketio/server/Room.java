package io.chatspace.socketio.server;

import java.util.Objects;

/// A named set of sockets in one namespace. Every socket is in the room that carries its own id.
public record Room(String name) {
    public Room {
        Objects.requireNonNull(name, "name");
    }

    public static Room of(String name) {
        return new Room(name);
    }

    /// The room that holds this one socket.
    public static Room ofSocket(String socketId) {
        return new Room(socketId);
    }

    @Override
    public String toString() {
        return name;
    }
}
