package io.chatspace.socketio.server;

import io.chatspace.engineio.server.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The official browser client, as its package holds it. Read once, when the server is made: nothing blocks an
/// event loop.
final class ClientFiles implements Assets {
    private static final List<String> NAMES = List.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");
    private static final String FOLDER = "/io/chatspace/socketio/client/";

    private final Map<String, Asset> files = new HashMap<>();

    ClientFiles() {
        for (String name : NAMES) {
            byte[] bytes = read(name);
            if (bytes != null) {
                String type = name.endsWith(".map") ? "application/json" : "application/javascript";
                files.put(name, new Asset(type + "; charset=utf-8", bytes, etag(bytes)));
            }
        }
    }

    @Override
    public @Nullable Asset find(String name) {
        return files.get(name);
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = ClientFiles.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the browser client can't be read: " + name, e);
        }
    }

    private static String etag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
