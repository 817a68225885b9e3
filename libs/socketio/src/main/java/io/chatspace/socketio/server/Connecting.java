package io.chatspace.socketio.server;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/// A CONNECT that waits for its middleware.
final class Connecting {
    private final DefaultSocket socket;
    private final Disposable.Swap asked = Disposables.swap();

    Connecting(DefaultSocket socket) {
        this.socket = socket;
    }

    DefaultSocket socket() {
        return socket;
    }

    void start(Mono<Admission> admission, Consumer<Admission> accepted, Consumer<Throwable> refused) {
        asked.update(admission.subscribe(accepted, refused));
    }

    void cancel() {
        asked.dispose();
    }
}
