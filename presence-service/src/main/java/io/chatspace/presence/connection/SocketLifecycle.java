package io.chatspace.presence.connection;

import io.chatspace.presence.push.SocketUser;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.presence.roster.RosterAudience;
import io.chatspace.presence.roster.RosterService;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// From a socket's connection to its end: its user comes online with the first, and goes, after the grace, with the
/// last.
final class SocketLifecycle {
    private final UserFeeds feeds;
    private final RosterService roster;
    private final RosterAudience audience;
    private final ClientEvents events;
    private final EventProperties limits;
    private final Duration grace;

    SocketLifecycle(
            UserFeeds feeds,
            RosterService roster,
            RosterAudience audience,
            ClientEvents events,
            EventProperties limits,
            Duration grace) {
        this.feeds = feeds;
        this.roster = roster;
        this.audience = audience;
        this.events = events;
        this.limits = limits;
        this.grace = grace;
    }

    void connected(Socket socket) {
        var caller = SocketUser.of(socket);
        if (caller == null) {
            socket.disconnect(true);
            return;
        }
        var user = caller.userId();
        feeds.add(socket, caller);
        var _ = roster.join(user).subscribe();
        var budget = new EventBudget(limits, System::nanoTime);
        budget.watch(socket);
        audience.add(socket, budget::guard);
        events.register(socket, budget);
        socket.onDisconnect(_ -> {
            audience.remove(socket);
            if (feeds.remove(socket, user)) {
                var _ = Mono.delay(grace).then(Mono.defer(() -> leave(user))).subscribe();
            }
        });
    }

    private Mono<Void> leave(String user) {
        return feeds.sockets(user).isEmpty() ? roster.leave(user) : Mono.empty();
    }
}
