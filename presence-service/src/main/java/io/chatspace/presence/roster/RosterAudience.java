package io.chatspace.presence.roster;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.EventArgs;
import io.chatspace.socketio.server.EventHandler;
import io.chatspace.socketio.server.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How each socket wants to hear who is online, said in its CONNECT payload as `presence`: `watch` for the users it
/// names
/// with `presence:watch`, `diff` for one snapshot and then changes, anything else for `getOnlineUsers`.
public final class RosterAudience {
    private static final String MODE = "presence";
    private static final String WATCH = "watch";
    private static final String DIFF = "diff";

    private final RosterBroadcast list;
    private final RosterWatch watch;
    private final AtomicInteger listeners = new AtomicInteger();

    RosterAudience(RosterBroadcast list, RosterWatch watch) {
        this.list = list;
        this.watch = watch;
    }

    /// Takes a socket in that just connected, its own user already online.
    ///
    /// @param guard put around what listens to the client
    public void add(Socket socket, UnaryOperator<EventHandler> guard) {
        switch (mode(socket)) {
            case WATCH -> {}
            case DIFF -> {
                socket.join(RosterWatch.DIFFS);
                watch.welcome(socket);
            }
            default -> {
                socket.join(RosterBroadcast.LISTENERS);
                list.receiversAre(listeners.incrementAndGet());
                list.welcome(socket);
            }
        }
        socket.on(SocketEvents.PRESENCE_WATCH, guard.apply((args, ack) -> watch(socket, args, ack)));
    }

    public void remove(Socket socket) {
        var mode = mode(socket);
        if (!mode.equals(WATCH) && !mode.equals(DIFF)) {
            list.receiversAre(listeners.decrementAndGet());
        }
    }

    private void watch(Socket socket, EventArgs args, Ack ack) {
        var users = strings(args.get(0));
        if (users == null || users.size() > RosterWatch.MOST_WATCHED) {
            var message = "presence:watch takes an array of at most " + RosterWatch.MOST_WATCHED + " user ids";
            ack.send(Map.of("success", false, "message", message, "code", "invalid"));
            return;
        }
        ack.send(watch.watch(socket, users));
    }

    private static @Nullable List<String> strings(JsonNode node) {
        if (!node.isArray()) {
            return null;
        }
        var texts = new ArrayList<String>(node.size());
        for (var item : node) {
            if (!item.isString() || item.stringValue().length() > 64) {
                return null;
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    private static String mode(Socket socket) {
        return socket.handshake().auth().path(MODE).asString("");
    }
}
