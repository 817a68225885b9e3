package io.chatspace.socketio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The handlers that an application put on one socket. Any thread may add.
///
/// @implNote most sockets have none to three of them: a linked list, newest first, costs least.
final class SocketHandlers {
    private record Node(
            @Nullable String event,
            Object handler,
            @Nullable Node next) {}

    private static final String ANY = "\0any";
    private static final String GONE = "\0gone";

    private volatile @Nullable Node head;

    private synchronized void add(String event, Object handler) {
        head = new Node(event, handler, head);
    }

    void on(String event, EventHandler handler) {
        add(event, handler);
    }

    void onAny(Consumer<EventArgs> listener) {
        add(ANY, listener);
    }

    void onDisconnect(Consumer<DisconnectReason> listener) {
        add(GONE, listener);
    }

    synchronized void off(String event) {
        Node kept = null;
        for (Node node : inOrder()) {
            if (!event.equals(node.event())) {
                kept = new Node(node.event(), node.handler(), kept);
            }
        }
        head = kept;
    }

    List<EventHandler> of(String event) {
        return find(event, EventHandler.class);
    }

    @SuppressWarnings("unchecked") // only onAny puts anything under this name
    List<Consumer<EventArgs>> any() {
        return (List<Consumer<EventArgs>>) (List<?>) find(ANY, Consumer.class);
    }

    @SuppressWarnings("unchecked") // only onDisconnect puts anything under this name
    List<Consumer<DisconnectReason>> gone() {
        return (List<Consumer<DisconnectReason>>) (List<?>) find(GONE, Consumer.class);
    }

    private <T> List<T> find(String event, Class<T> type) {
        if (head == null) {
            return List.of();
        }
        List<T> found = new ArrayList<>(2);
        for (Node node : inOrder()) {
            if (event.equals(node.event())) {
                found.add(type.cast(node.handler()));
            }
        }
        return found;
    }

    private List<Node> inOrder() {
        List<Node> nodes = new ArrayList<>();
        for (Node node = head; node != null; node = node.next()) {
            nodes.add(node);
        }
        return nodes.reversed();
    }
}
