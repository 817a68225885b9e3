package io.chatspace.engineio.packet;

/// Engine.IO v4, "Packet encoding": one packet as a client sent it.
public sealed interface Packet {
    /// Type 1.
    record Close() implements Packet {}

    /// Type 2. With `probe` as its data on a WebSocket that wants to take over.
    record Ping(String data) implements Packet {}

    /// Type 3.
    record Pong() implements Packet {}

    /// Type 4.
    record Text(String data) implements Packet {}

    /// Type 4, binary: `b` and base64 in a payload, the bytes themselves in a frame.
    record Binary(byte[] data) implements Packet {}

    /// Type 5.
    record Upgrade() implements Packet {}

    /// Types 0 and 6, which mean nothing from a client and are let pass.
    record Ignored() implements Packet {}
}
