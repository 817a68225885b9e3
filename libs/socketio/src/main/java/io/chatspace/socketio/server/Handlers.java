package io.chatspace.socketio.server;

import io.chatspace.socketio.server.Namespace.SocketEventHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What an application registered on a namespace; children of a pattern share their parent's.
final class Handlers {
    final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
    final List<Consumer<Socket>> connections = new CopyOnWriteArrayList<>();
    final List<BiConsumer<Socket, DisconnectReason>> disconnections = new CopyOnWriteArrayList<>();
    final Map<String, SocketEventHandler> events = new ConcurrentHashMap<>();
    final Map<String, EventHandler> serverSide = new ConcurrentHashMap<>();
}
