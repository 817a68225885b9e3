package io.chatspace.engineio.server;

/// Engine.IO v4, "Handshake": the packet that opens a session.
final class OpenPacket {
    private OpenPacket() {}

    static String of(String sid, EngineOptions options, boolean upgradable) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":["
                + (upgradable && options.allowWebSocket() ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + options.pingInterval().toMillis()
                + ",\"pingTimeout\":" + options.pingTimeout().toMillis()
                + ",\"maxPayload\":" + options.maxPayload() + "}";
    }
}
