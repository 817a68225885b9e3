package io.chatspace.socketio.server;

import java.util.Set;

/// Socket.IO: names that no application event may have.
final class ReservedEvents {
    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    static boolean contains(String event) {
        return NAMES.contains(event);
    }

    static void check(String event) {
        if (contains(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
    }
}
