package io.chatspace.gateway.route;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps [PresenceNodes] as the registry in Redis has it, read every half second.
///
/// While Redis can't be read, or came back without any node, the last known nodes stay for [#GRACE].
final class NodeRegistry extends BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(15);

    /// Nodes whose lease holds by Redis' own clock.
    private static final RedisScript<List> LIVE_NODES = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
            if #ids == 0 then return {} end
            return redis.call('HMGET', KEYS[2], unpack(ids))
            """, List.class);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final PresenceNodes nodes;
    private final Clock clock;
    private Instant lastGood = Instant.EPOCH;
    private boolean failing;

    NodeRegistry(ReactiveStringRedisTemplate redis, JsonMapper json, PresenceNodes nodes, Clock clock) {
        this.redis = redis;
        this.json = json;
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
        return redis.execute(LIVE_NODES, List.of(RedisNames.NODE_LEASES, RedisNames.NODE_INFO), List.of())
                .next()
                .timeout(Duration.ofSeconds(5))
                .doOnNext(this::accept)
                .doOnError(this::keepLast)
                .onErrorComplete()
                .then();
    }

    private void accept(List<?> entries) {
        if (failing) {
            failing = false;
            log.info("The node registry can be read again");
        }
        var live = new ArrayList<NodeInfo>(entries.size());
        for (var entry : entries) {
            if (entry instanceof String text) {
                parse(text, live);
            }
        }
        if (!live.isEmpty()) {
            lastGood = clock.instant();
            nodes.replace(live);
        } else if (clock.instant().isAfter(lastGood.plus(GRACE))) {
            nodes.replace(live);
        }
    }

    private void parse(String text, List<NodeInfo> into) {
        try {
            into.add(json.readValue(text, NodeInfo.class));
        } catch (JacksonException e) {
            log.debug("A node's entry could not be read", e);
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
