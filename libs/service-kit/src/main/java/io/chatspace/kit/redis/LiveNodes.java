package io.chatspace.kit.redis;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.RedisNames;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The presence nodes whose lease holds by Redis' own clock, as they tell of themselves in the registry.
public final class LiveNodes {
    private static final Logger log = LoggerFactory.getLogger(LiveNodes.class);

    private static final RedisScript<List> LIVE_NODES = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
            if #ids == 0 then return {} end
            return redis.call('HMGET', KEYS[2], unpack(ids))
            """, List.class);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;

    public LiveNodes(ReactiveStringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /// In no particular order; what can't be read as a node is left out. Opening the connection blocks whoever
    /// subscribes: not for an event loop.
    public Mono<List<NodeInfo>> read() {
        return redis.execute(LIVE_NODES, List.of(RedisNames.NODE_LEASES, RedisNames.NODE_INFO), List.of())
                .next()
                .map(this::parse);
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
        return nodes;
    }
}
