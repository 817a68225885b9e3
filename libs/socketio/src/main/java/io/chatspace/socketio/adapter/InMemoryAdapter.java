package io.chatspace.socketio.adapter;

import io.chatspace.engineio.packet.Message;
import io.chatspace.socketio.server.AckTimeout;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// Rooms of one process; there are no other nodes.
///
/// @implNote a socket's own room is not stored: it is found by the socket's id.
public final class InMemoryAdapter implements Adapter {
    private final AdapterContext context;
    private final Map<String, Entry> sockets = new ConcurrentHashMap<>();
    private final Map<Room, RoomMembers> rooms = new ConcurrentHashMap<>();
    private volatile RoomListener listener = RoomListener.NONE;

    private record Entry(Member member, Set<Room> rooms) {}

    public InMemoryAdapter(AdapterContext context) {
        this.context = context;
    }

    /// One listener, from the start on: rooms that exist already are not told.
    public void listen(RoomListener only) {
        listener = only;
    }

    @Override
    public void add(Member member) {
        sockets.putIfAbsent(member.id(), new Entry(member, Set.of()));
    }

    @Override
    public void remove(String socketId) {
        Entry gone = sockets.remove(socketId);
        if (gone != null) {
            gone.rooms().forEach(room -> drop(room, gone.member()));
        }
    }

    @Override
    public void join(String socketId, Collection<Room> joined) {
        sockets.computeIfPresent(socketId, (id, entry) -> {
            Set<Room> all = new HashSet<>(entry.rooms());
            for (Room room : joined) {
                if (!room.name().equals(id) && all.add(room)) {
                    rooms.compute(room, (r, members) -> {
                        RoomMembers known = members;
                        if (known == null) {
                            known = new RoomMembers();
                            listener.roomCreated(room);
                        }
                        known.add(entry.member());
                        return known;
                    });
                }
            }
            return new Entry(entry.member(), Set.copyOf(all));
        });
    }

    @Override
    public void leave(String socketId, Collection<Room> left) {
        sockets.computeIfPresent(socketId, (id, entry) -> {
            Set<Room> all = new HashSet<>(entry.rooms());
            for (Room room : left) {
                if (all.remove(room)) {
                    drop(room, entry.member());
                }
            }
            return new Entry(entry.member(), Set.copyOf(all));
        });
    }

    private void drop(Room room, Member member) {
        rooms.computeIfPresent(room, (r, members) -> {
            members.remove(member);
            if (!members.isEmpty()) {
                return members;
            }
            listener.roomDeleted(room);
            return null;
        });
    }

    @Override
    public Set<Room> rooms(String socketId) {
        Entry entry = sockets.get(socketId);
        if (entry == null) {
            return Set.of();
        }
        Set<Room> all = new HashSet<>(entry.rooms());
        all.add(Room.ofSocket(socketId));
        return all;
    }

    /// Whether any socket of this node is in the room.
    public boolean hasRoom(Room room) {
        return rooms.containsKey(room) || sockets.containsKey(room.name());
    }

    /// The names of all rooms of this node, those of single sockets included.
    public Set<String> roomNames() {
        Set<String> names = new HashSet<>(sockets.keySet());
        rooms.keySet().forEach(room -> names.add(room.name()));
        return names;
    }

    @Override
    public @Nullable Member member(String socketId) {
        Entry entry = sockets.get(socketId);
        return entry == null ? null : entry.member();
    }

    @Override
    public Collection<Member> local(Target target) {
        Collection<Member> found;
        if (target.rooms().isEmpty()) {
            found = new ArrayList<>(sockets.size());
            for (Entry entry : sockets.values()) {
                found.add(entry.member());
            }
        } else if (target.rooms().size() == 1) {
            found = inRoom(target.rooms().iterator().next());
        } else {
            Set<Member> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            target.rooms().forEach(room -> distinct.addAll(inRoom(room)));
            found = distinct;
        }
        return target.except().isEmpty() ? found : without(found, target.except());
    }

    private Collection<Member> inRoom(Room room) {
        RoomMembers members = rooms.get(room);
        Entry own = sockets.get(room.name());
        if (own == null) {
            return members == null ? List.of() : members.all();
        }
        if (members == null) {
            return List.of(own.member());
        }
        Set<Member> both = new HashSet<>(members.all());
        both.add(own.member());
        return both;
    }

    private Collection<Member> without(Collection<Member> found, Set<Room> except) {
        Set<Member> excepted = Collections.newSetFromMap(new IdentityHashMap<>());
        except.forEach(room -> excepted.addAll(inRoom(room)));
        List<Member> left = new ArrayList<>(found.size());
        for (Member member : found) {
            if (!excepted.contains(member)) {
                left.add(member);
            }
        }
        return left;
    }

    @Override
    public void broadcast(EncodedPacket packet, Target target) {
        Fanout.send(packet, local(target), target.isVolatile());
    }

    @Override
    public Mono<List<JsonNode>> broadcastWithAck(EncodedPacket packet, Target target, Duration timeout) {
        return Mono.defer(() -> {
            Acks acks = broadcastForAcks(packet, target, timeout);
            return acks.answers()
                    .collectList()
                    .flatMap(answers -> answers.size() == acks.expected()
                            ? Mono.just(answers)
                            : Mono.error(new AckTimeout("some clients have not acknowledged in time", answers)));
        });
    }

    /// Sends to this node's sockets with an ack id.
    public Acks broadcastForAcks(EncodedPacket packet, Target target, Duration timeout) {
        Collection<Member> members =
                local(target).stream().filter(Socket::connected).toList();
        long ackId = context.ackIds().getAsLong();
        List<Message> messages = packet.messages(context.namespace(), ackId);
        Flux<JsonNode> answers = Flux.fromIterable(members)
                .flatMap(
                        member -> member.sendWithAck(messages, ackId, timeout)
                                .map(InMemoryAdapter::first)
                                .onErrorComplete(),
                        Math.max(1, members.size()));
        return new Acks(members.size(), answers);
    }

    /// @param expected how many sockets were asked
    /// @param answers  the first argument of each answer; those that do not come in time are missing. Subscribing
    ///                 sends.
    public record Acks(int expected, Flux<JsonNode> answers) {}

    private static JsonNode first(List<JsonNode> args) {
        return args.isEmpty() ? NullNode.getInstance() : args.get(0);
    }

    @Override
    public Mono<List<RemoteSocket>> fetchSockets(Target target) {
        return Mono.fromSupplier(() -> local(target).stream()
                .filter(Socket::connected)
                .map(Member::describe)
                .toList());
    }

    @Override
    public void joinAll(Target target, Set<Room> joined) {
        local(target).forEach(member -> join(member.id(), joined));
    }

    @Override
    public void leaveAll(Target target, Set<Room> left) {
        local(target).forEach(member -> leave(member.id(), left));
    }

    @Override
    public void disconnectAll(Target target, boolean close) {
        List.copyOf(local(target)).forEach(member -> member.disconnect(close));
    }

    @Override
    public void serverSideEmit(List<JsonNode> eventAndArgs) {
        // Nobody else to tell.
    }

    @Override
    public Mono<List<JsonNode>> serverSideEmitWithAck(List<JsonNode> eventAndArgs, Duration timeout) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.just(1);
    }
}
