package io.chatspace.socketio.server;

import reactor.core.publisher.Mono;

/// Decides whether a socket may connect to its namespace. Runs before the CONNECT is answered, in order of
/// registration.
///
/// An error of type [ConnectRefused] is told to the client; any other error becomes `Internal error` and is logged.
/// The socket may be given data and joined to rooms here; packets for it are held until its CONNECT was answered.
@FunctionalInterface
public interface Middleware {
    Mono<Void> apply(Socket socket);
}
