package io.chatspace.bench.peer;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Just enough of Socket.IO for the clients, straight onto Netty's channels: what both floors do.
final class FloorSockets {
    private static final String OPEN =
            "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
    private static final String JOIN = "42[\"join\",\"";

    private final Map<String, Channel> rooms = new ConcurrentHashMap<>();

    void opened(Channel channel) {
        send(channel, OPEN);
    }

    void heard(Channel channel, String packet) {
        if (packet.startsWith("40")) {
            send(channel, "40{\"sid\":\"y\"}");
        } else if (packet.startsWith(JOIN)) {
            rooms.put(packet.substring(JOIN.length(), packet.indexOf('"', JOIN.length())), channel);
        }
    }

    void push(String room, String text) {
        var to = rooms.get(room);
        if (to != null) {
            send(to, event(text));
        }
    }

    void pushToAll(String text) {
        rooms.values().forEach(to -> send(to, event(text)));
    }

    private static String event(String text) {
        return "42[\"newMessage\",{\"text\":\"" + text + "\"}]";
    }

    private static void send(Channel channel, String packet) {
        var unused = channel.writeAndFlush(new TextWebSocketFrame(packet));
    }
}
