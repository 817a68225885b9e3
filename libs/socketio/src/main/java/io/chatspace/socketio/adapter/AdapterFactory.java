package io.chatspace.socketio.adapter;

/// Makes one [Adapter] for each namespace.
@FunctionalInterface
public interface AdapterFactory {
    Adapter create(AdapterContext context);

    /// Rooms in this process alone.
    static AdapterFactory inMemory() {
        return InMemoryAdapter::new;
    }
}
