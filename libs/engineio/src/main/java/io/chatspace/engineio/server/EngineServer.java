package io.chatspace.engineio.server;

/// An Engine.IO v4 server.
public final class EngineServer {}
