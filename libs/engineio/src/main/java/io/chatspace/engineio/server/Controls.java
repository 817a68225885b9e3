package io.chatspace.engineio.server;

import io.chatspace.engineio.packet.Message;

/// Packets without data of their own, encoded once for all.
final class Controls {
    static final Message CLOSE = Message.control("1");
    static final Message PING = Message.control("2");
    static final Message PONG = Message.control("3");
    static final Message PROBE_ANSWER = Message.control("3probe");
    static final Message NOOP = Message.control("6");

    private Controls() {}
}
