package io.chatspace.socketio.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the application attached to a socket. Any thread may use it.
///
/// `fetchSockets` on another node, and recovery, see what Jackson makes of the values.
///
/// @implNote two or three entries are usual: pairs in one array, copied on write.
public final class SocketData {
    /// Keys that begin so are not shown to other nodes.
    public static final String PRIVATE = "io.chatspace.socketio.";

    private static final Object[] NONE = new Object[0];

    private volatile Object[] pairs = NONE;

    /// Attaches a value; null removes it.
    public synchronized void put(String key, @Nullable Object value) {
        Map<String, Object> all = new LinkedHashMap<>(asMap());
        if (value == null) {
            all.remove(key);
        } else {
            all.put(key, value);
        }
        Object[] next = new Object[all.size() * 2];
        int at = 0;
        for (Map.Entry<String, Object> entry : all.entrySet()) {
            next[at++] = entry.getKey();
            next[at++] = entry.getValue();
        }
        pairs = next;
    }

    /// The value, or null where there is none.
    ///
    /// @throws ClassCastException where it has another type
    public <T> @Nullable T get(String key, Class<T> type) {
        Object[] now = pairs;
        for (int i = 0; i < now.length; i += 2) {
            if (now[i].equals(key)) {
                return type.cast(now[i + 1]);
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /// A copy, in the order of insertion.
    public Map<String, Object> asMap() {
        Object[] now = pairs;
        Map<String, Object> copy = new LinkedHashMap<>();
        for (int i = 0; i < now.length; i += 2) {
            copy.put((String) now[i], now[i + 1]);
        }
        return copy;
    }
}
