package io.chatspace.engineio.server;

/// What a request is, once it was checked.
sealed interface Verdict {
    record Refused(EngineError error) implements Verdict {}

    /// Opens a session.
    record Fresh(EngineHandshake handshake) implements Verdict {}

    record Known(Session session) implements Verdict {}
}
