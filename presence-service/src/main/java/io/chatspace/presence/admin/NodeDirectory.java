package io.chatspace.presence.admin;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.NodeOrder;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// All nodes whose lease holds, as they tell of themselves in Redis, and orders to one of them. Errors are
/// [AdminError]s.
@Component
class NodeDirectory {
    private static final Logger log = LoggerFactory.getLogger(NodeDirectory.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    /// How long a node may take to do as asked: it tells so at once, and nobody asks it twice.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final RedisScript<List> LIVE_NODES = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
            if #ids == 0 then return {} end
            return redis.call('HMGET', KEYS[2], unpack(ids))
            """, List.class);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;

    NodeDirectory(ReactiveStringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /// Sorted by id.
    Mono<List<NodeInfo>> all() {
        return redis.execute(LIVE_NODES, List.of(RedisNames.NODE_LEASES, RedisNames.NODE_INFO), List.of())
                .next()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .onErrorMap(AdminError.RegistryAway::new)
                .map(this::parse);
    }

    /// Asks the node to drain, or to take sessions again, and waits until it says that it does.
    Mono<NodeInfo> order(String id, boolean drain) {
        return all().flatMap(nodes -> {
            var node = find(nodes, id);
            if (node.draining() == drain) {
                return Mono.just(node);
            }
            if (drain
                    && nodes.stream()
                            .allMatch(other -> other.draining() || other.id().equals(id))) {
                return Mono.error(new AdminError.LastNode());
            }
            return send(new NodeOrder(id, drain)).then(Mono.defer(() -> obeyed(id, drain)));
        });
    }

    private Mono<Void> send(NodeOrder order) {
        return redis.convertAndSend(RedisNames.NODE_ORDERS, json.writeValueAsString(order))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .onErrorMap(AdminError.RegistryAway::new)
                .then();
    }

    private Mono<NodeInfo> obeyed(String id, boolean drain) {
        return all().map(nodes -> find(nodes, id))
                .filter(node -> node.draining() == drain)
                .switchIfEmpty(Mono.error(AdminError.NotHeard::new))
                .retryWhen(Retry.fixedDelay(PATIENCE.dividedBy(LOOK), LOOK)
                        .filter(AdminError.NotHeard.class::isInstance)
                        .onRetryExhaustedThrow((_, last) -> last.failure()));
    }

    private static NodeInfo find(List<NodeInfo> nodes, String id) {
        return nodes.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow(AdminError.NodeNotFound::new);
    }

    private List<NodeInfo> parse(List<?> entries) {
        var nodes = new ArrayList<NodeInfo>(entries.size());
        for (var entry : entries) {
            if (entry instanceof String text) {
                try {
                    nodes.add(json.readValue(text, NodeInfo.class));
                } catch (JacksonException e) {
                    log.debug("A node's entry could not be read", e);
                }
            }
        }
        nodes.sort(Comparator.comparing(NodeInfo::id));
        return nodes;
    }
}
