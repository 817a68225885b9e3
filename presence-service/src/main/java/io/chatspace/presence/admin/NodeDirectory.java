package io.chatspace.presence.admin;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.NodeOrder;
import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.redis.LiveNodes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/// All nodes whose lease holds, as they tell of themselves in Redis, and orders to one of them. Errors are
/// [AdminError]s.
@Component
class NodeDirectory {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    /// How long a node may take to do as asked: it tells so at once, and nobody asks it twice.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final LiveNodes registry;

    NodeDirectory(ReactiveStringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
        this.registry = new LiveNodes(redis, json);
    }

    /// Sorted by id.
    Mono<List<NodeInfo>> all() {
        return registry.read()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .onErrorMap(AdminError.RegistryAway::new)
                .map(nodes -> nodes.stream()
                        .sorted(Comparator.comparing(NodeInfo::id))
                        .toList());
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
}
