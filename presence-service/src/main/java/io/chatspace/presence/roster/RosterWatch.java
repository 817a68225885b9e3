package io.chatspace.presence.roster;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Tells clients of changes only: of everybody (`presence:diff` after one snapshot), or of the users that they
/// watch.
/// The cost grows with changes and watchers, not with the square of users.
final class RosterWatch implements RosterListener {
    static final Room DIFFS = Room.of("presence:diff");

    /// Users that one socket may watch.
    static final int MOST_WATCHED = 2_000;

    private static final String PREFIX = "watch:";

    private final RosterService roster;
    private final Namespace sockets;
    private final JsonMapper json;

    RosterWatch(RosterService roster, Namespace sockets, JsonMapper json) {
        this.roster = roster;
        this.sockets = sockets;
        this.json = json;
    }

    /// What a watching client is sent.
    private record Diff(List<String> joins, List<String> leaves) {}

    /// Which of the watched are online.
    record Snapshot(List<String> online) {}

    /// Makes the socket watch exactly these users.
    Snapshot watch(Socket socket, List<String> users) {
        Set<Room> wanted = new HashSet<>();
        users.forEach(user -> wanted.add(Room.of(PREFIX + user)));
        var dropped = socket.rooms().stream()
                .filter(room -> room.name().startsWith(PREFIX) && !wanted.contains(room))
                .toArray(Room[]::new);
        if (dropped.length > 0) {
            socket.leave(dropped);
        }
        socket.join(wanted.toArray(Room[]::new));
        return new Snapshot(users.stream().filter(roster::isOnline).distinct().toList());
    }

    void welcome(Socket socket) {
        socket.send(packet(new Diff(roster.online(), List.of())));
    }

    @Override
    public void changed(Roster.Change change) {
        sockets.to(DIFFS).local().send(packet(new Diff(change.joins(), change.leaves())));
        for (var user : change.joins()) {
            tellWatchers(user, new Diff(List.of(user), List.of()));
        }
        for (var user : change.leaves()) {
            tellWatchers(user, new Diff(List.of(), List.of(user)));
        }
    }

    private void tellWatchers(String user, Diff diff) {
        sockets.to(Room.of(PREFIX + user)).local().send(packet(diff));
    }

    private EncodedPacket packet(Diff diff) {
        return EncodedPacket.event(SocketEvents.PRESENCE_DIFF, json.writeValueAsString(List.of(diff)));
    }
}
