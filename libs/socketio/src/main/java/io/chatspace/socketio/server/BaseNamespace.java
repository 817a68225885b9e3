package io.chatspace.socketio.server;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What every kind of namespace does with registrations.
abstract class BaseNamespace implements Namespace {
    private final Handlers handlers;

    BaseNamespace(Handlers handlers) {
        this.handlers = handlers;
    }

    Handlers handlers() {
        return handlers;
    }

    @Override
    public Namespace use(Middleware middleware) {
        handlers.middlewares.add(middleware);
        return this;
    }

    @Override
    public Namespace onConnection(Consumer<Socket> listener) {
        handlers.connections.add(listener);
        return this;
    }

    @Override
    public Namespace on(String event, SocketEventHandler handler) {
        ReservedEvents.check(event);
        handlers.events.put(event, handler);
        return this;
    }

    @Override
    public Namespace onDisconnect(BiConsumer<Socket, DisconnectReason> listener) {
        handlers.disconnections.add(listener);
        return this;
    }

    @Override
    public Namespace onServerSideEvent(String event, EventHandler handler) {
        ReservedEvents.check(event);
        handlers.serverSide.put(event, handler);
        return this;
    }
}
