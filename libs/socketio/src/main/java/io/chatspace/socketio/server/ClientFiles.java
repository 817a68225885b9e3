package io.chatspace.socketio.server;

import io.chatspace.engineio.server.Assets;
import org.jspecify.annotations.Nullable;

/// The official browser client, where its package is on the class path.
final class ClientFiles implements Assets {
    @Override
    public @Nullable Asset find(String name) {
        return null;
    }
}
