package io.chatspace.engineio.server;

/// Meets each new session, on its executor, before anything of the client's is read.
@FunctionalInterface
public interface SessionAcceptor {
    SessionListener accept(EngineSession session);
}
