package io.chatspace.presence.connection;

import io.chatspace.socketio.server.Socket;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/// One socket's sends, one after the other: what a client sends in an order is stored in that order.
final class SendQueue {
    private static final String KEY = "sends";
    /// More than a socket's budget lets through at once.
    private static final int MOST = 256;

    private final Sinks.Many<Mono<?>> sends = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<Mono<?>>get(MOST).get());

    /// The socket's own, made at its first send. What waits when the connection breaks is still sent: the client
    /// can't know how far it came, and repeats it with the same id.
    static SendQueue of(Socket socket) {
        var known = socket.data().get(KEY, SendQueue.class);
        if (known != null) {
            return known;
        }
        var queue = new SendQueue();
        socket.data().put(KEY, queue);
        socket.onDisconnect(_ -> queue.end());
        var _ = queue.sends
                .asFlux()
                .concatMap(send -> send.onErrorComplete(), 1)
                .subscribe();
        return queue;
    }

    /// False where too many wait. Called on the socket's loop.
    boolean add(Mono<?> send) {
        return sends.tryEmitNext(send).isSuccess();
    }

    private void end() {
        var _ = sends.tryEmitComplete();
    }
}
