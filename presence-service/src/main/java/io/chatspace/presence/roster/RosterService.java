package io.chatspace.presence.roster;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.PresenceDelta;
import io.chatspace.presence.push.RedisHealth;
import io.chatspace.presence.push.SkippedMessages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the [Roster] true: tells other nodes of our users, hears of theirs, and repairs what was lost on the way.
///
/// Our own users are the truth in memory; Redis has a copy. Everything about Redis may fail at any time: the
/// next beat ([#beat], a third of a lease) puts it right.
public final class RosterService {
    private static final Logger log = LoggerFactory.getLogger(RosterService.class);
    private static final Duration FULL_READ = Duration.ofMinutes(3);

    private static final Pattern USER_ID = Pattern.compile("[0-9a-fA-F]{24}");
    private static final Pattern NODE_ID = Pattern.compile("[a-z0-9-]{1,32}");

    private final String self;
    private final Duration lease;
    private final RosterStore store;
    private final JsonMapper json;
    private final RedisHealth health;
    private final SkippedMessages skipped;
    private final Clock clock;
    private final Roster roster = new Roster();
    private final List<RosterListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, List<PresenceDelta>> reading = new HashMap<>();
    private final Set<String> stale = new HashSet<>();
    private final Counter corrected;
    private long sequence;
    private volatile boolean failing;
    private long nextFullRead;
    private long keepUntil;

    RosterService(
            String self,
            Duration lease,
            RosterStore store,
            JsonMapper json,
            RedisHealth health,
            SkippedMessages skipped,
            Clock clock,
            MeterRegistry meters) {
        this.self = self;
        this.lease = lease;
        this.store = store;
        this.json = json;
        this.health = health;
        this.skipped = skipped;
        this.clock = clock;
        this.corrected = meters.counter("chatspace.presence.roster.corrected");
        this.nextFullRead = clock.millis() + FULL_READ.toMillis();
        meters.gauge(
                "chatspace.presence.online", roster, value -> value.online().size());
    }

    void listen(RosterListener listener) {
        listeners.add(listener);
    }

    public List<String> online() {
        return roster.online();
    }

    /// How many users are online, anywhere.
    public int onlineCount() {
        return roster.onlineCount();
    }

    /// How many users have a socket on this node, or had one a moment ago.
    public int usersHere() {
        return roster.countOf(self);
    }

    public boolean isOnline(String user) {
        return roster.isOnline(user);
    }

    /// A user's first socket on this node came. The picture here is changed at once; the rest of the world
    /// hears of it when the publisher is subscribed to.
    public Mono<Void> join(String user) {
        return roster.has(self, user) ? Mono.empty() : tell(List.of(user), List.of());
    }

    public Mono<Void> leave(String user) {
        return !roster.has(self, user) ? Mono.empty() : tell(List.of(), List.of(user));
    }

    public Mono<Instant> lastSeen(String user) {
        return store.lastSeen(user);
    }

    private Mono<Void> tell(List<String> joins, List<String> leaves) {
        var change = roster.apply(self, joins, leaves);
        notify(change);
        long number = nextSequence();
        var delta = new PresenceDelta(self, number, joins, leaves);
        return store.change(self, joins, leaves, lease)
                .then(store.publish(delta))
                .then(leaves.isEmpty() ? Mono.empty() : store.lastSeen(leaves, clock.instant()))
                .doOnError(error -> log.debug("Could not tell other nodes: {}", error.toString()))
                .onErrorComplete();
    }

    private synchronized long nextSequence() {
        return ++sequence;
    }

    /// One beat: renews the lease, compares our copy in Redis, drops dead nodes, reads new and doubtful ones.
    public Mono<Void> beat(NodeInfo node) {
        // The users first: who sees the lease of a node that is back reads them at once.
        return repairOwn()
                .then(store.renew(node, lease))
                .flatMap(this::follow)
                .doOnSuccess(_ -> recovered())
                .onErrorResume(error -> {
                    failed(error);
                    return Mono.empty();
                });
    }

    /// Hands the lease back: the others see this node's remaining users go at their next beat.
    public Mono<Void> end() {
        return store.forget(self).onErrorComplete();
    }

    /// Redis has ended a connection. It may be back before a beat has failed, and empty: nobody is taken for dead until
    /// every node had its time to say that it lives.
    synchronized void disconnected() {
        keepUntil = Long.MAX_VALUE;
    }

    /// After Redis was away: nothing that was heard before counts.
    public void doubtAll() {
        synchronized (this) {
            keepUntil = clock.millis() + lease.toMillis();
            stale.addAll(roster.nodes());
            stale.remove(self);
        }
    }

    private Mono<Void> repairOwn() {
        return store.change(self, List.of(), List.of(), lease).flatMap(count -> {
            if (count == roster.usersOf(self).size()) {
                return Mono.empty();
            }
            return store.usersOf(self).flatMap(inRedis -> {
                // Looked at after Redis was: who joined in between may be told twice, but is never taken away.
                var users = roster.usersOf(self);
                var missing =
                        users.stream().filter(user -> !inRedis.contains(user)).toList();
                var extra =
                        inRedis.stream().filter(user -> !users.contains(user)).toList();
                if (missing.isEmpty() && extra.isEmpty()) {
                    return Mono.empty();
                }
                log.info("Redis lacked {} users of this node and had {} too many", missing.size(), extra.size());
                corrected.increment(missing.size() + extra.size());
                return store.change(self, missing, extra, lease)
                        .then(store.publish(new PresenceDelta(self, nextSequence(), missing, extra)));
            });
        });
    }

    private Mono<Void> follow(Set<String> live) {
        for (var node : roster.nodes()) {
            if (!node.equals(self) && !live.contains(node) && !justBack()) {
                log.info("Node {} is gone", node);
                notify(roster.removeNode(node));
                synchronized (this) {
                    sequences.remove(node);
                }
            }
        }
        return Flux.fromIterable(toRead(live)).concatMap(this::read).then();
    }

    /// A Redis that came back empty knows no leases until every node had its beat: nobody is taken for dead meanwhile.
    private synchronized boolean justBack() {
        return failing || clock.millis() < keepUntil;
    }

    private synchronized List<String> toRead(Set<String> live) {
        boolean everything = clock.millis() >= nextFullRead;
        if (everything) {
            nextFullRead = clock.millis() + FULL_READ.toMillis();
        }
        var known = roster.nodes();
        var due = new ArrayList<String>();
        for (var node : live) {
            if (!node.equals(self) && (everything || stale.contains(node) || !known.contains(node))) {
                due.add(node);
            }
        }
        return due;
    }

    /// Reads a node's users. Deltas that come meanwhile may be newer than what is read: they are laid over it, so that
    /// nobody is shown as they were before.
    private Mono<Void> read(String node) {
        boolean known = roster.nodes().contains(node);
        synchronized (this) {
            stale.remove(node);
            reading.put(node, new ArrayList<>());
        }
        return store.usersOf(node)
                .doOnNext(users -> {
                    var change = replace(node, users);
                    if (known) {
                        corrected.increment(
                                change.joins().size() + change.leaves().size());
                    }
                    notify(change);
                })
                .doOnError(_ -> {
                    synchronized (this) {
                        reading.remove(node);
                        stale.add(node);
                    }
                })
                .then();
    }

    private synchronized Roster.Change replace(String node, Set<String> read) {
        var users = new HashSet<>(read);
        for (var delta : reading.getOrDefault(node, List.of())) {
            users.addAll(delta.joins());
            delta.leaves().forEach(users::remove);
        }
        reading.remove(node);
        return roster.replace(node, users);
    }

    /// Hears another node's delta.
    void receive(String text) {
        var delta = parse(text);
        if (delta == null || delta.node().equals(self)) {
            return;
        }
        notify(apply(delta));
    }

    private synchronized Roster.Change apply(PresenceDelta delta) {
        var last = sequences.put(delta.node(), delta.sequence());
        if (last == null || delta.sequence() != last + 1) {
            stale.add(delta.node());
        }
        var meanwhile = reading.get(delta.node());
        if (meanwhile != null) {
            meanwhile.add(delta);
        }
        return roster.apply(delta.node(), delta.joins(), delta.leaves());
    }

    private @Nullable PresenceDelta parse(String text) {
        try {
            var delta = json.readValue(text, PresenceDelta.class);
            if (delta != null && delta.node() != null && wellFormed(delta)) {
                return delta;
            }
        } catch (JacksonException e) {
            log.debug("A presence delta could not be read", e);
        }
        skipped.skip("not a presence delta");
        return null;
    }

    private static boolean wellFormed(PresenceDelta delta) {
        return NODE_ID.matcher(delta.node()).matches()
                && Stream.concat(delta.joins().stream(), delta.leaves().stream())
                        .allMatch(user -> USER_ID.matcher(user).matches());
    }

    private void notify(Roster.Change change) {
        if (!change.isEmpty()) {
            listeners.forEach(listener -> listener.changed(change));
        }
    }

    private void recovered() {
        health.answered();
        if (failing) {
            failing = false;
            doubtAll();
            health.back();
            log.info("Redis is back, presence is being read again");
        }
    }

    private void failed(Throwable error) {
        if (!failing) {
            failing = true;
            health.lost();
            log.warn("Redis is away, presence of other nodes stands still: {}", error.toString());
        }
    }
}
