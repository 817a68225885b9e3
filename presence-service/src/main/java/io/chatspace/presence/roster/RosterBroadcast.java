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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/// Tells clients that know only `getOnlineUsers` who is online: the whole list, on every change, coalesced. At once
/// when
/// quiet; then spaced so that all lists together, those for newcomers too, cost no more than the budget. Encoded once
/// per broadcast.
final class RosterBroadcast implements RosterListener {
    static final Room LISTENERS = Room.of("presence:list");

    private static final long LEAST_SPACING = TimeUnit.MILLISECONDS.toMicros(50);
    /// However many newcomers there are, all others hear of them in the end.
    private static final long MOST_SPACING = TimeUnit.SECONDS.toMicros(60);

    /// Of the budget, for broadcasts: the rest is room for the lists of newcomers, which nothing can space.
    private static final double SHARE = 0.7;

    private final Supplier<List<String>> online;
    private final Namespace sockets;
    private final JsonMapper json;
    private final long budgetPerSecond;
    private final Scheduler timer;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger generation = new AtomicInteger();
    /// When the budget will have paid for all that was sent; microseconds, as all times here.
    private final AtomicLong paidAt = new AtomicLong();

    private volatile @Nullable EncodedPacket current;
    private volatile int receivers;
    private volatile long latestAt;
    private volatile long spacing = LEAST_SPACING;

    /// @param online          the users who are, as the list is to have them
    /// @param budgetPerSecond bytes
    RosterBroadcast(
            Supplier<List<String>> online,
            Namespace sockets,
            JsonMapper json,
            long budgetPerSecond,
            Scheduler timer,
            MeterRegistry meters) {
        this.online = online;
        this.sockets = sockets;
        this.json = json;
        this.budgetPerSecond = budgetPerSecond;
        this.timer = timer;
        meters.gauge("chatspace.presence.broadcast.spacing", this, value -> value.spacing / 1_000_000.0);
    }

    void receiversAre(int count) {
        receivers = count;
    }

    /// Gives a socket that just connected the list as it is, without waiting for the next broadcast.
    void welcome(Socket socket) {
        var packet = packet();
        charge(cost(packet, 1));
        socket.send(packet);
    }

    @Override
    public void changed(Roster.Change change) {
        generation.incrementAndGet();
        current = null;
        if (scheduled.compareAndSet(false, true)) {
            await();
        }
    }

    private void await() {
        var _ = timer.schedule(this::broadcast, Math.max(0, dueAt() - now()), TimeUnit.MICROSECONDS);
    }

    private long dueAt() {
        return Math.min(paidAt.get(), latestAt);
    }

    private void broadcast() {
        if (dueAt() > now()) {
            await();
            return;
        }
        scheduled.set(false);
        var packet = packet();
        spacing = Math.clamp((long) (cost(packet, Math.max(1, receivers)) / SHARE), LEAST_SPACING, MOST_SPACING);
        charge(spacing);
        latestAt = now() + MOST_SPACING;
        sockets.to(LISTENERS).local().send(packet);
    }

    /// How long the budget takes to pay for it.
    private long cost(EncodedPacket packet, int copies) {
        return packet.messages("/").getFirst().size() * (long) copies * 1_000_000 / budgetPerSecond;
    }

    private void charge(long micros) {
        paidAt.accumulateAndGet(micros, (at, more) -> Math.max(at, now()) + more);
    }

    private long now() {
        return timer.now(TimeUnit.MICROSECONDS);
    }

    private EncodedPacket packet() {
        var known = current;
        if (known != null) {
            return known;
        }
        int before = generation.get();
        var made = EncodedPacket.event(SocketEvents.ONLINE_USERS, json.writeValueAsString(List.of(online.get())));
        current = made;
        if (generation.get() != before) {
            current = null;
        }
        return made;
    }
}
