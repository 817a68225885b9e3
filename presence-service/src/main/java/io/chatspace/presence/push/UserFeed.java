package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.security.Caller;
import io.chatspace.socketio.server.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One user's pushes on this node: each log entry goes out once, in the order of the log.
///
/// While a catch-up reads what was missed, or Redis is silent, live frames wait (at most [#MOST_HELD]; then the oldest
/// go,
/// and the next catch-up brings them) and go out in the order of their messages. The monitor guards memory only:
/// sending hands bytes to sessions and never waits.
final class UserFeed {
    private static final int MOST_HELD = 10_000;
    private static final int REMEMBERED = 512;
    /// Longer than a catch-up looks back behind the beginning of an outage.
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private record Sent(String messageId, long at) {}

    private final String userId;
    private Caller caller;
    private final Consumer<PushFrame> out;
    private final Mono<Void> ready;
    private final Deque<PushFrame> held = new ArrayDeque<>(0);
    private final Deque<Sent> recent = new ArrayDeque<>(0);
    /// Messages that went out from message-service: once Redis is back their pushes still come.
    private final Set<String> early = new LinkedHashSet<>(0);
    private @Nullable String lastId;
    private int catchUps;
    private final List<Socket> sockets = new ArrayList<>(1);
    private long idleSince = System.nanoTime();

    /// @param subscribing completes once live frames arrive; errors are its own affair
    UserFeed(Caller caller, Consumer<PushFrame> out, Mono<Void> subscribing) {
        this.userId = caller.userId();
        this.caller = caller;
        this.out = out;
        this.ready = subscribing.cache();
    }

    String userId() {
        return userId;
    }

    Mono<Void> ready() {
        return ready;
    }

    /// The last log entry that went out or was there at the start, or [LogIds#START].
    synchronized String lastId() {
        return lastId == null ? LogIds.START : lastId;
    }

    /// The log's newest entry when this feed began, unless a live frame came first.
    synchronized void startAt(String id) {
        if (lastId == null && !id.equals(LogIds.START)) {
            lastId = id;
        }
    }

    synchronized void live(PushFrame frame) {
        if (catchUps == 0) {
            push(frame);
            return;
        }
        if (held.size() == MOST_HELD) {
            held.removeFirst();
        }
        held.addLast(frame);
    }

    synchronized void beginCatchUp() {
        catchUps++;
    }

    /// Pushes what was missed, then what came meanwhile.
    synchronized void endCatchUp(List<PushFrame> missed) {
        Set<String> known = new HashSet<>();
        recent.forEach(sent -> known.add(sent.messageId()));
        for (var frame : missed) {
            var messageId = Missed.messageId(frame);
            if (messageId == null || !known.contains(messageId)) {
                advance(frame.logId());
                remember(messageId);
                if (messageId != null && LogIds.isMade(frame.logId())) {
                    early.add(messageId);
                }
                out.accept(frame);
            }
        }
        while (early.size() > MOST_HELD) {
            early.remove(early.iterator().next());
        }
        catchUps--;
        if (catchUps == 0) {
            var waiting = MessageOrder.of(held);
            held.clear();
            pushAll(waiting);
        }
    }

    private void push(PushFrame frame) {
        if (advance(frame.logId())) {
            send(frame);
        }
    }

    /// The order need not be that of the log: what the log had before all of these went out before.
    private void pushAll(List<PushFrame> frames) {
        var before = lastId;
        var pushed = new HashSet<String>();
        for (var frame : frames) {
            var id = frame.logId();
            if (!isPlace(id) || (before == null || LogIds.after(id, before)) && pushed.add(id)) {
                advance(id);
                send(frame);
            }
        }
    }

    private void send(PushFrame frame) {
        var messageId = Missed.messageId(frame);
        if (messageId != null && !early.isEmpty() && early.remove(messageId)) {
            // Clients have it; what they lack is its place in the log.
            out.accept(new PushFrame(frame.logId(), SocketEvents.PUSH_OFFSET, "[]"));
            return;
        }
        remember(messageId);
        out.accept(frame);
    }

    /// @return false for an entry that went out before
    private boolean advance(String id) {
        if (!isPlace(id)) {
            return true;
        }
        if (lastId != null && !LogIds.after(id, lastId)) {
            return false;
        }
        lastId = id;
        return true;
    }

    /// Whether it is a place in the log.
    private static boolean isPlace(String id) {
        return !id.equals(PushFrame.NO_LOG_ID) && !LogIds.isMade(id);
    }

    private void remember(@Nullable String messageId) {
        if (messageId == null) {
            return;
        }
        long now = System.nanoTime();
        while (!recent.isEmpty()
                && (recent.size() >= REMEMBERED || now - recent.getFirst().at() > REMEMBERED_NANOS)) {
            recent.removeFirst();
        }
        recent.addLast(new Sent(messageId, now));
    }

    /// A new Redis counts from its own clock: ids may begin below the last one known.
    synchronized void forgetPosition() {
        lastId = null;
    }

    /// Whose name is used to ask message-service: that of the newest socket that is still there, whose token was
    /// neither revoked nor has it expired.
    synchronized Caller caller() {
        for (var socket : sockets.reversed()) {
            var current = SocketUser.of(socket);
            if (current != null) {
                return current;
            }
        }
        return caller;
    }

    synchronized void touch(Caller latest) {
        caller = latest;
        idleSince = System.nanoTime();
    }

    synchronized void add(Socket socket) {
        sockets.add(socket);
    }

    /// True for the last one.
    synchronized boolean remove(Socket socket) {
        boolean removed = sockets.remove(socket);
        idleSince = System.nanoTime();
        return removed && sockets.isEmpty();
    }

    /// The user's connected sockets on this node, in the order in which they came.
    synchronized List<Socket> sockets() {
        return List.copyOf(sockets);
    }

    synchronized boolean hasSockets() {
        return !sockets.isEmpty();
    }

    synchronized boolean idle(long nanos) {
        return sockets.isEmpty() && System.nanoTime() - idleSince > nanos;
    }
}
