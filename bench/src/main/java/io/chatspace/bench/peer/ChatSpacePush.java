package io.chatspace.bench.peer;

import io.chatspace.engineio.transport.NettyMount;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.SocketServer;
import java.util.Map;
import reactor.netty.http.server.HttpServer;

/// Our library by itself.
final class ChatSpacePush {
    private ChatSpacePush() {}

    public static void main(String[] args) {
        var server = SocketServer.builder().build();
        var main = server.of("/");
        main.on("join", (socket, said, ack) -> socket.join(Room.of(said.get(0).asString())));
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .doOnChannelInit(NettyMount.of(server.engine()))
                .route(routes -> PushCalls.add(
                        routes,
                        (room, text) -> main.to(Room.of(room)).emit("newMessage", Map.of("text", text)),
                        text -> main.emit("newMessage", Map.of("text", text))))
                .bindNow()
                .onDispose()
                .block();
    }
}
