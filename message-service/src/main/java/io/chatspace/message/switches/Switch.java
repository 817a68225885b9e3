package io.chatspace.message.switches;

import io.chatspace.contracts.SocketEvents;

/// The switches there are.
enum Switch {
    ASSISTANT("assistant", SocketEvents.AI_STATUS_CHANGED),
    UPLOADS("uploads", SocketEvents.UPLOADS_STATUS_CHANGED);

    private final String id;
    private final String event;

    Switch(String id, String event) {
        this.id = id;
        this.event = event;
    }

    /// Its name in the database.
    String id() {
        return id;
    }

    /// What sockets are told of a change, with the new state as the argument.
    String event() {
        return event;
    }
}
