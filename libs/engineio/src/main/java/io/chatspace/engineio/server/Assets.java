package io.chatspace.engineio.server;

import org.jspecify.annotations.Nullable;

/// Files served beneath the engine's path, such as the browser client.
@FunctionalInterface
public interface Assets {
    Assets NONE = name -> null;

    /// @param name what follows the path, for example `socket.io.js`
    @Nullable
    Asset find(String name);

    /// A file in memory. The bytes are shared: never write to them.
    record Asset(String contentType, byte[] bytes, String etag) {}
}
