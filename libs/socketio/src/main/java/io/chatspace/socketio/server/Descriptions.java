package io.chatspace.socketio.server;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Describes a socket of this node to others, in the shape that the reference's nodes exchange.
final class Descriptions {
    private Descriptions() {}

    static RemoteSocket of(Socket socket, JsonMapper json) {
        Handshake handshake = socket.handshake();
        ObjectNode out = json.createObjectNode();
        Map<String, String> headers = new HashMap<>();
        handshake.headers().forEach((name, value) -> headers.merge(name, value, (a, b) -> a + ", " + b));
        out.set("headers", json.valueToTree(headers));
        out.put("time", handshake.time().toString());
        out.put("address", host(handshake.address()));
        out.put("xdomain", headers.containsKey("origin"));
        out.put("secure", handshake.secure());
        out.put("issued", handshake.time().toEpochMilli());
        ObjectNode query = out.putObject("query");
        for (Map.Entry<String, List<String>> entry : handshake.query().entrySet()) {
            query.put(
                    entry.getKey(),
                    entry.getValue().isEmpty() ? "" : entry.getValue().get(0));
        }
        out.set("auth", handshake.auth());
        Map<String, Object> data = socket.data().asMap();
        data.keySet().removeIf(key -> key.startsWith(SocketData.PRIVATE));
        return new RemoteSocket(socket.id(), out, socket.rooms(), json.valueToTree(data));
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }
}
