package io.chatspace.bench.peer;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import java.util.Map;
import reactor.netty.http.server.HttpServer;

/// netty-socketio, with the two HTTP calls beside it on a port of their own: its port takes nothing else.
final class NettySocketIoPush {
    private NettySocketIoPush() {}

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        var configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(port + 1);
        var server = new SocketIOServer(configuration);
        server.addEventListener("join", String.class, (client, room, ack) -> client.joinRoom(room));
        server.start();
        HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> PushCalls.add(
                        routes,
                        (room, text) -> server.getRoomOperations(room).sendEvent("newMessage", Map.of("text", text)),
                        text -> server.getBroadcastOperations().sendEvent("newMessage", Map.of("text", text))))
                .bindNow()
                .onDispose()
                .block();
    }
}
