package io.chatspace.gateway.route;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import io.chatspace.kit.redis.LiveNodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Keeps [PresenceNodes] as the registry in Redis has it, read every half second.
///
/// While Redis can't be read, or came back without any node, the last known nodes stay for [#GRACE].
final class NodeRegistry extends BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final LiveNodes registry;
    private final PresenceNodes nodes;
    private final Clock clock;
    private Instant lastGood = Instant.EPOCH;
    private boolean failing;

    NodeRegistry(ReactiveStringRedisTemplate redis, JsonMapper json, PresenceNodes nodes, Clock clock) {
        this.registry = new LiveNodes(redis, json);
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        // Opening the connection blocks, and goes on blocking each time while Redis is away.
        return Flux.interval(Duration.ZERO, PERIOD, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(_ -> refresh(), 1)
                .subscribe();
    }

    private Mono<Void> refresh() {
        return registry.read()
                .timeout(Duration.ofSeconds(5))
                .doOnNext(this::accept)
                .doOnError(this::keepLast)
                .onErrorComplete()
                .then();
    }

    private void accept(List<NodeInfo> live) {
        if (failing) {
            failing = false;
            log.info("The node registry can be read again");
        }
        if (!live.isEmpty()) {
            lastGood = clock.instant();
            nodes.replace(live);
        } else if (clock.instant().isAfter(lastGood.plus(GRACE))) {
            nodes.replace(live);
        }
    }

    private void keepLast(Throwable error) {
        if (!failing) {
            failing = true;
            log.warn("The node registry can't be read, going on with the nodes last known: {}", error.toString());
        }
    }

    /// Which nodes are there, for whoever asks about all of them.
    Map<String, NodeInfo> snapshot() {
        return nodes.all();
    }
}
