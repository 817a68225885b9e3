package io.chatspace.presence.roster;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/// Tells clients that know only `getOnlineUsers` who is online: the whole list, on every change, coalesced. At once
/// when
/// quiet; then spaced so that the list's bytes times its receivers stay below the budget. Encoded once per
/// broadcast.
final class RosterBroadcast implements RosterListener {
    static final Room LISTENERS = Room.of("presence:list");

    private static final long LEAST_SPACING_MS = 50;
    private static final long MOST_SPACING_MS = 60_000;

    private final RosterService roster;
    private final Namespace sockets;
    private final JsonMapper json;
    private final long budgetPerSecond;
    private final Scheduler timer;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger generation = new AtomicInteger();
    private volatile @Nullable EncodedPacket current;
    private volatile int receivers;
    private volatile long nextAtMs;
    private volatile long spacingMs = LEAST_SPACING_MS;

    RosterBroadcast(
            RosterService roster,
            Namespace sockets,
            JsonMapper json,
            long budgetPerSecond,
            Scheduler timer,
            MeterRegistry meters) {
        this.roster = roster;
        this.sockets = sockets;
        this.json = json;
        this.budgetPerSecond = budgetPerSecond;
        this.timer = timer;
        meters.gauge("chatspace.presence.broadcast.spacing", this, value -> value.spacingMs / 1000.0);
    }

    void receiversAre(int count) {
        receivers = count;
    }

    /// Gives a socket that just connected the list as it is, without waiting for the next broadcast.
    void welcome(Socket socket) {
        socket.send(packet());
    }

    @Override
    public void changed(Roster.Change change) {
        generation.incrementAndGet();
        current = null;
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            long wait = Math.max(0, nextAtMs - timer.now(TimeUnit.MILLISECONDS));
            var _ = timer.schedule(this::broadcast, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void broadcast() {
        scheduled.set(false);
        var packet = packet();
        long cost = (long) packet.json().length() * Math.max(1, receivers);
        spacingMs = Math.clamp(cost * 1000 / budgetPerSecond, LEAST_SPACING_MS, MOST_SPACING_MS);
        nextAtMs = timer.now(TimeUnit.MILLISECONDS) + spacingMs;
        sockets.to(LISTENERS).local().send(packet);
    }

    private EncodedPacket packet() {
        var known = current;
        if (known != null) {
            return known;
        }
        int before = generation.get();
        var made = EncodedPacket.event(SocketEvents.ONLINE_USERS, json.writeValueAsString(List.of(roster.online())));
        current = made;
        if (generation.get() != before) {
            current = null;
        }
        return made;
    }
}
