package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.PushTrace;
import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.security.Caller;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The feeds of all users that have a socket on this node. Subscribes to a user's channel with the first socket,
/// before
/// the log is read, so that nothing falls between; unsubscribes some seconds after the last.
public final class UserFeeds {
    private static final Logger log = LoggerFactory.getLogger(UserFeeds.class);
    private static final Duration SUBSCRIBE_LIMIT = Duration.ofSeconds(2);
    private static final Duration KEEP = Duration.ofSeconds(30);

    private final RedisPubSub pubSub;
    private final UserLog userLog;
    private final FrameCheck check;
    private final Map<String, UserFeed> feeds = new ConcurrentHashMap<>();
    private final Map<String, String> channels = new ConcurrentHashMap<>();
    private final PushPackets packets;
    private final PushTraces traces;
    private final Namespace sockets;
    private final Deliveries deliveries;

    UserFeeds(
            RedisPubSub pubSub,
            UserLog userLog,
            FrameCheck check,
            PushPackets packets,
            PushTraces traces,
            Namespace sockets,
            Deliveries deliveries) {
        this.pubSub = pubSub;
        this.userLog = userLog;
        this.check = check;
        this.packets = packets;
        this.traces = traces;
        this.sockets = sockets;
        this.deliveries = deliveries;
        pubSub.onMessage(this::receive);
    }

    private static Room roomOf(String userId) {
        return Room.of("user:" + userId);
    }

    /// Those of the user's sockets that acknowledge what they get.
    private static Room receiptsRoomOf(String userId) {
        return Room.of("receipts:" + userId);
    }

    /// Prepares a socket that is about to connect: it completes when the user's live pushes arrive for it, or after
    /// [#SUBSCRIBE_LIMIT] while Redis is away: what
    /// falls
    /// into that time is made good when it is back.
    public Mono<Void> enter(Socket socket, Caller caller) {
        var user = caller.userId();
        var room = PushPackets.wantsReceipts(socket) ? receiptsRoomOf(user) : roomOf(user);
        return open(caller).doOnSuccess(_ -> socket.join(room));
    }

    private Mono<Void> open(Caller caller) {
        return Mono.defer(() -> feeds.compute(caller.userId(), (_, known) -> {
                    var feed = known == null ? newFeed(caller) : known;
                    feed.touch(caller);
                    return feed;
                })
                .ready());
    }

    /// Counts a socket that connected.
    ///
    /// @return whether it is the user's first on this node
    public boolean add(Socket socket, Caller caller) {
        var first = new boolean[1];
        feeds.compute(caller.userId(), (_, known) -> {
            var feed = known == null ? newFeed(caller) : known;
            first[0] = feed.sockets().isEmpty();
            feed.add(socket);
            return feed;
        });
        return first[0];
    }

    /// @return whether it was the user's last on this node
    public boolean remove(Socket socket, String userId) {
        var feed = feeds.get(userId);
        return feed != null && feed.remove(socket);
    }

    /// The user's connected sockets on this node.
    public List<Socket> sockets(String userId) {
        var feed = feeds.get(userId);
        return feed == null ? List.of() : feed.sockets();
    }

    /// Where a socket of this user stands that connects now.
    String position(String userId) {
        var feed = feeds.get(userId);
        return feed == null ? LogIds.START : feed.lastId();
    }

    Collection<UserFeed> all() {
        return List.copyOf(feeds.values());
    }

    Mono<Void> subscribe(UserFeed feed) {
        return pubSub.subscribe(RedisNames.userChannel(feed.userId()));
    }

    /// Ends feeds that had no socket for a while.
    Disposable sweep() {
        return Flux.interval(Duration.ofSeconds(5))
                .onBackpressureDrop()
                .concatMap(_ -> closeIdle(), 1)
                .subscribe();
    }

    private Mono<Void> closeIdle() {
        var closed = new ArrayList<String>();
        for (var userId : feeds.keySet()) {
            feeds.computeIfPresent(userId, (id, feed) -> {
                if (!feed.idle(KEEP.toNanos())) {
                    return feed;
                }
                var channel = RedisNames.userChannel(id);
                channels.remove(channel);
                closed.add(channel);
                return null;
            });
        }
        return closed.isEmpty()
                ? Mono.empty()
                : pubSub.unsubscribe(closed.toArray(String[]::new))
                        .timeout(SUBSCRIBE_LIMIT)
                        .doOnError(error -> log.debug("Could not unsubscribe", error))
                        .onErrorComplete()
                        .then(Mono.defer(() -> resubscribeReopened(closed)));
    }

    /// A user may have come back while the unsubscription was on its way.
    private Mono<Void> resubscribeReopened(List<String> closed) {
        var reopened = closed.stream().filter(channels::containsKey).toArray(String[]::new);
        return reopened.length == 0
                ? Mono.empty()
                : pubSub.subscribe(reopened).timeout(SUBSCRIBE_LIMIT).onErrorComplete();
    }

    private UserFeed newFeed(Caller caller) {
        var userId = caller.userId();
        var channel = RedisNames.userChannel(userId);
        channels.put(channel, userId);
        var subscribing = pubSub.subscribe(channel)
                .then(userLog.lastId(userId))
                .doOnNext(id -> start(userId, id))
                .timeout(SUBSCRIBE_LIMIT)
                .doOnError(error -> log.debug("Could not subscribe for a user: {}", error.toString()))
                .onErrorComplete()
                .then();
        return new UserFeed(caller, frame -> send(userId, frame), subscribing);
    }

    private void start(String userId, String lastId) {
        var feed = feeds.get(userId);
        if (feed != null) {
            feed.startAt(lastId);
        }
    }

    private void receive(String channel, String text) {
        var userId = channels.get(channel);
        var feed = userId == null ? null : feeds.get(userId);
        if (feed == null) {
            return;
        }
        if (PushTrace.is(text)) {
            traces.announce(feed.userId(), text);
            return;
        }
        var frame = check.read(text, userId);
        if (frame != null) {
            feed.live(frame);
            if (feed.hasSockets()) {
                deliveries.delivered(frame);
            }
        }
    }

    private void send(String userId, PushFrame frame) {
        var plain = sockets.to(roomOf(userId)).local();
        var confirming = sockets.to(receiptsRoomOf(userId)).local();
        if (frame.event().equals(SocketEvents.TYPING)) {
            plain.asVolatile().send(PushPackets.plain(frame));
            confirming.asVolatile().send(PushPackets.plain(frame));
            return;
        }
        var span = traces.begin(userId, frame);
        plain.send(span == null ? PushPackets.plain(frame) : span.watch(PushPackets.plain(frame)));
        packets.confirmed(frame, span).forEach(confirming::send);
        if (span != null) {
            span.end();
        }
    }
}
