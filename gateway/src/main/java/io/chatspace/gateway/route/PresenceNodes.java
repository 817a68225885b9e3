package io.chatspace.gateway.route;

import io.chatspace.contracts.NodeInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The presence nodes that are known to live, and the choice among them. Any thread may ask.
public final class PresenceNodes {
    private static final Duration SUSPICION = Duration.ofSeconds(3);

    private final @Nullable Node fallback;
    private final Clock clock;
    private final Map<String, Instant> suspects = new ConcurrentHashMap<>();
    private volatile Map<String, Node> nodes = Map.of();
    private volatile boolean leaving;

    /// @param fallback serves new sessions while no node is known; null: nobody does
    PresenceNodes(@Nullable URI fallback, Clock clock) {
        this.fallback = fallback == null
                ? null
                : new Node(new NodeInfo("", fallback.toString(), 0, Integer.MAX_VALUE, false), fallback);
        this.clock = clock;
    }

    /// A node and what was sent to it since it last told its own count.
    public static final class Node {
        private final NodeInfo info;
        private final URI url;
        private final AtomicInteger assigned = new AtomicInteger();

        private Node(NodeInfo info, URI url) {
            this.info = info;
            this.url = url;
        }

        public String id() {
            return info.id();
        }

        public URI url() {
            return url;
        }

        private double load() {
            return (info.sessions() + assigned.get()) / (double) Math.max(1, info.capacity());
        }
    }

    void replace(Collection<NodeInfo> live) {
        nodes = live.stream()
                .map(info -> new Node(info, URI.create(info.url())))
                .collect(Collectors.toUnmodifiableMap(Node::id, node -> node, (first, _) -> first));
        var now = clock.instant();
        suspects.values().removeIf(until -> until.isBefore(now));
    }

    /// The node that made a session id (`<node>.<random>`), or null where it is gone or the id is none of ours.
    public @Nullable Node ofSession(String sid) {
        int dot = sid.indexOf('.');
        return dot <= 0 ? null : nodes.get(sid.substring(0, dot));
    }

    /// The least loaded node that takes new sessions, counting those just sent to it.
    ///
    /// @param tried ids of nodes that just failed for this request
    /// @return null where there is none, or no session is taken any more
    public @Nullable Node forNewSession(Set<String> tried) {
        return leaving ? null : choose(tried, node -> !node.info.draining());
    }

    /// This gateway stops: sessions that are there go on to their nodes.
    public void refuseNewSessions() {
        leaving = true;
    }

    /// As [#forNewSession], for a request that opens none: where every node drains, one of these will do.
    public @Nullable Node forRequest(Set<String> tried) {
        return choose(tried, _ -> true);
    }

    private @Nullable Node choose(Set<String> tried, Predicate<Node> fit) {
        var now = clock.instant();
        var known = nodes;
        if (known.isEmpty()) {
            return tried.isEmpty() ? fallback : null;
        }
        var best = known.values().stream()
                .filter(node -> fit.test(node) && !tried.contains(node.id()))
                .min(Comparator.<Node>comparingInt(node -> suspect(node, now) ? 1 : 0)
                        .thenComparing(node -> node.info.draining())
                        .thenComparingDouble(Node::load)
                        .thenComparing(Node::id))
                .orElse(null);
        if (best != null) {
            best.assigned.incrementAndGet();
        }
        return best;
    }

    /// Notes that a node did not take a connection, so that others are asked first for a while.
    public void failed(Node node) {
        suspects.put(node.id(), clock.instant().plus(SUSPICION));
    }

    Map<String, NodeInfo> all() {
        return nodes.values().stream().collect(Collectors.toUnmodifiableMap(Node::id, node -> node.info));
    }

    private boolean suspect(Node node, Instant now) {
        var until = suspects.get(node.id());
        return until != null && now.isBefore(until);
    }
}
