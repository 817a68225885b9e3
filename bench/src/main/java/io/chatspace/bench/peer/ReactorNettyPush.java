package io.chatspace.bench.peer;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;

/// A WebSocket server as Reactor Netty comes.
final class ReactorNettyPush {
    private ReactorNettyPush() {}

    public static void main(String[] args) {
        var sockets = new FloorSockets();
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .route(routes -> PushCalls.add(
                        routes.ws("/socket.io/", (in, out) -> {
                            in.withConnection(connection -> sockets.opened(connection.channel()));
                            return out.then(hear(in, sockets));
                        }),
                        sockets::push,
                        sockets::pushToAll))
                .bindNow()
                .onDispose()
                .block();
    }

    private static Mono<Void> hear(WebsocketInbound in, FloorSockets sockets) {
        return Mono.create(sink -> in.withConnection(connection -> {
            var channel = connection.channel();
            var unused = in.receive()
                    .asString()
                    .subscribe(packet -> sockets.heard(channel, packet), sink::error, sink::success);
        }));
    }
}
