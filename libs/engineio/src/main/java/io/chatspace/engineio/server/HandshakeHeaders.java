package io.chatspace.engineio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The headers of the request that opened a session, names compared without case.
///
/// @implNote one string of `name NUL value NUL ...`: an idle session keeps its headers for its whole life, and
/// Latin-1
/// text in one
/// object costs a third of what a map of strings does.
public final class HandshakeHeaders {
    private static final HandshakeHeaders EMPTY = new HandshakeHeaders("");

    private final String packed;

    private HandshakeHeaders(String packed) {
        this.packed = packed;
    }

    public static HandshakeHeaders of(Iterable<? extends Map.Entry<String, String>> entries) {
        StringBuilder out = new StringBuilder(256);
        for (Map.Entry<String, String> entry : entries) {
            out.append(entry.getKey().toLowerCase(Locale.ROOT)).append('\0');
            out.append(entry.getValue().replace('\0', ' ')).append('\0');
        }
        return out.isEmpty() ? EMPTY : new HandshakeHeaders(out.toString());
    }

    /// The first value, or null.
    public @Nullable String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    public List<String> all(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>(1);
        forEach((key, value) -> {
            if (key.equals(wanted)) {
                found.add(value);
            }
        });
        return found;
    }

    /// Calls back with each name, in lower case, and its value, in the order they came.
    public void forEach(Visitor visitor) {
        int at = 0;
        while (at < packed.length()) {
            int nameEnd = packed.indexOf('\0', at);
            int valueEnd = packed.indexOf('\0', nameEnd + 1);
            visitor.visit(packed.substring(at, nameEnd), packed.substring(nameEnd + 1, valueEnd));
            at = valueEnd + 1;
        }
    }

    /// Sees one header.
    @FunctionalInterface
    public interface Visitor {
        void visit(String name, String value);
    }
}
