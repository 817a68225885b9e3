package io.chatspace.socketio.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sockets of one connection by namespace.
///
/// @implNote nearly every connection has one: a field, and a map only from the second on.
final class SocketTable {
    private @Nullable DefaultSocket first;
    private @Nullable Map<String, DefaultSocket> more;

    @Nullable
    DefaultSocket get(String name) {
        if (first != null && first.namespace().name().equals(name)) {
            return first;
        }
        return more == null ? null : more.get(name);
    }

    void put(String name, DefaultSocket socket) {
        if (first == null) {
            first = socket;
            return;
        }
        if (more == null) {
            more = new HashMap<>(2);
        }
        more.put(name, socket);
    }

    void remove(String name) {
        if (first != null && first.namespace().name().equals(name)) {
            first = null;
        } else if (more != null) {
            more.remove(name);
        }
    }

    int size() {
        return (first == null ? 0 : 1) + (more == null ? 0 : more.size());
    }

    List<DefaultSocket> all() {
        List<DefaultSocket> all = new ArrayList<>(size());
        if (first != null) {
            all.add(first);
        }
        if (more != null) {
            all.addAll(more.values());
        }
        return all;
    }

    void clear() {
        first = null;
        more = null;
    }
}
