package io.chatspace.socketio.recovery;

import io.chatspace.engineio.server.RandomIds;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.DisconnectReason;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import io.chatspace.socketio.server.SocketData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Recovery in one process: sessions that left, and the packets of a bounded time and number.
///
/// A client that was away longer, or for more packets than are kept, connects as a new one. Thread-safe.
///
/// @implNote one lock, held for the time of an append; reading what a client missed copies at most `maxPackets`.
public final class InMemoryRecoveryLog implements RecoveryLog {
    private static final String PID = SocketData.PRIVATE + "pid";

    private final Duration keep;
    private final int maxPackets;
    private final int maxSessions;
    private final Clock clock;
    private final RandomIds ids = RandomIds.create();
    private final Deque<Entry> packets = new ArrayDeque<>();
    private final LinkedHashMap<String, Left> sessions = new LinkedHashMap<>();
    private long next;

    private record Entry(long offset, Instant at, String namespace, Target target, EncodedPacket packet) {}

    private record Left(String namespace, String socketId, Set<Room> rooms, Map<String, Object> data, Instant at) {}

    /// @param keep       how long a client may be away
    /// @param maxPackets how many packets are kept, of all namespaces together
    /// @param maxSessions how many sessions that left are kept
    public InMemoryRecoveryLog(Duration keep, int maxPackets, int maxSessions, Clock clock) {
        this.keep = keep;
        this.maxPackets = maxPackets;
        this.maxSessions = maxSessions;
        this.clock = clock;
    }

    /// Two minutes, as the reference; 10,000 packets and sessions.
    public static InMemoryRecoveryLog create() {
        return new InMemoryRecoveryLog(Duration.ofMinutes(2), 10_000, 10_000, Clock.systemUTC());
    }

    @Override
    public String issue(Socket socket) {
        String pid = socket.data().get(PID, String.class);
        if (pid == null) {
            pid = ids.get();
            socket.data().put(PID, pid);
        }
        return pid;
    }

    @Override
    public synchronized String append(String namespace, Target target, EncodedPacket packet) {
        forgetOld();
        if (packets.size() >= maxPackets) {
            packets.removeFirst();
        }
        Entry entry = new Entry(next++, clock.instant(), namespace, target, packet);
        packets.addLast(entry);
        return Long.toString(entry.offset(), Character.MAX_RADIX);
    }

    @Override
    public synchronized void left(Socket socket, DisconnectReason reason) {
        String pid = socket.data().get(PID, String.class);
        if (pid == null) {
            return;
        }
        forgetOld();
        Set<Room> rooms = new HashSet<>(socket.rooms());
        rooms.remove(Room.ofSocket(socket.id()));
        if (sessions.size() >= maxSessions) {
            sessions.pollFirstEntry();
        }
        sessions.put(
                pid,
                new Left(
                        socket.namespace().name(),
                        socket.id(),
                        Set.copyOf(rooms),
                        socket.data().asMap(),
                        clock.instant()));
    }

    @Override
    public synchronized Mono<Recovered> restore(Socket socket, String pid, String offset) {
        forgetOld();
        Left left = sessions.get(pid);
        Long from = number(offset);
        if (left == null
                || from == null
                || !left.namespace().equals(socket.namespace().name())
                || !holds(from)) {
            return Mono.empty();
        }
        sessions.remove(pid);
        Map<String, Object> data = new HashMap<>(left.data());
        return Mono.just(
                new Recovered(left.socketId(), left.rooms(), data, Mono.fromSupplier(() -> after(left, from))));
    }

    private synchronized List<EncodedPacket> after(Left left, long from) {
        Set<Room> rooms = new HashSet<>(left.rooms());
        rooms.add(Room.ofSocket(left.socketId()));
        List<EncodedPacket> missed = new ArrayList<>();
        for (Entry entry : packets) {
            if (entry.offset() > from && entry.namespace().equals(left.namespace()) && meant(entry.target(), rooms)) {
                missed.add(entry.packet().withOffset(Long.toString(entry.offset(), Character.MAX_RADIX)));
            }
        }
        return missed;
    }

    private static boolean meant(Target target, Set<Room> rooms) {
        boolean in = target.rooms().isEmpty() || target.rooms().stream().anyMatch(rooms::contains);
        return in && target.except().stream().noneMatch(rooms::contains);
    }

    /// Whether nothing after this offset has been forgotten.
    private boolean holds(long offset) {
        Entry first = packets.peekFirst();
        return first != null && offset >= first.offset() && offset < next;
    }

    private void forgetOld() {
        Instant limit = clock.instant().minus(keep);
        while (!packets.isEmpty() && packets.getFirst().at().isBefore(limit)) {
            packets.removeFirst();
        }
        sessions.values().removeIf(left -> left.at().isBefore(limit));
    }

    private static @Nullable Long number(String offset) {
        try {
            return Long.valueOf(offset, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
