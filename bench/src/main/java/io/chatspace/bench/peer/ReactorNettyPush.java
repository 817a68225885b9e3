package io.chatspace.bench.peer;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;

/// The floor: a WebSocket server that says just enough of Socket.IO for the clients, and nothing else.
final class ReactorNettyPush {
    private static final Map<String, Channel> ROOMS = new ConcurrentHashMap<>();
    private static final String OPEN =
            "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000," + "\"maxPayload\":1000000}";

    private ReactorNettyPush() {}

    public static void main(String[] args) {
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .route(routes -> PushCalls.add(
                        routes.ws("/socket.io/", (in, out) -> {
                            in.withConnection(connection -> send(connection.channel(), OPEN));
                            return out.then(hear(in));
                        }),
                        ReactorNettyPush::push,
                        text -> ROOMS.values().forEach(to -> send(to, event(text)))))
                .bindNow()
                .onDispose()
                .block();
    }

    private static void push(String room, String text) {
        var to = ROOMS.get(room);
        if (to != null) {
            send(to, event(text));
        }
    }

    private static String event(String text) {
        return "42[\"newMessage\",{\"text\":\"" + text + "\"}]";
    }

    private static Mono<Void> hear(WebsocketInbound in) {
        return Mono.create(sink -> in.withConnection(connection -> {
            var channel = connection.channel();
            var unused =
                    in.receive().asString().subscribe(packet -> heard(channel, packet), sink::error, sink::success);
        }));
    }

    private static void heard(Channel channel, String packet) {
        if (packet.startsWith("40")) {
            send(channel, "40{\"sid\":\"y\"}");
        } else if (packet.startsWith("42[\"join\",\"")) {
            ROOMS.put(packet.substring(11, packet.indexOf('"', 11)), channel);
        }
    }

    private static void send(Channel channel, String packet) {
        var unused = channel.writeAndFlush(new TextWebSocketFrame(packet));
    }
}
