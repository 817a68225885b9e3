package io.chatspace.presence.roster;

import io.chatspace.contracts.NodeInfo;
import io.chatspace.contracts.PresenceDelta;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Leases, node users and deltas in Redis. Errors are Redis' own. Calls start on a thread that may block: while Redis
/// has
/// never been reached, opening the connection does.
final class RosterStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LAST_SEEN_KEPT = Duration.ofDays(90);

    /// Renews a lease by Redis' clock and drops nodes that have been dead for ten leases.
    private static final RedisScript<List> RENEW = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
            for _, dead in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - 10 * ARGV[2])) do
              redis.call('ZREM', KEYS[1], dead)
              redis.call('HDEL', KEYS[2], dead)
            end
            return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
            """, List.class);

    /// Changes a node's users, then says how many there are now, so that a node notices what Redis has lost.
    private static final RedisScript<Long> CHANGE = RedisScript.of("""
            local joins = tonumber(ARGV[2])
            for i = 1, joins do redis.call('SADD', KEYS[1], ARGV[2 + i]) end
            for i = 3 + joins, #ARGV do redis.call('SREM', KEYS[1], ARGV[i]) end
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return redis.call('SCARD', KEYS[1])
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;

    RosterStore(ReactiveStringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /// Renews this node's lease.
    ///
    /// @return ids of all nodes whose lease holds
    Mono<Set<String>> renew(NodeInfo node, Duration lease) {
        var keys = List.of(RedisNames.NODE_LEASES, RedisNames.NODE_INFO);
        var args = List.of(node.id(), Long.toString(lease.toMillis()), json.writeValueAsString(node));
        return redis.execute(RENEW, keys, args)
                .next()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .map(ids -> {
                    var live = new HashSet<String>();
                    for (Object id : ids) {
                        live.add(id.toString());
                    }
                    return live;
                });
    }

    /// @return how many users the node has in Redis now
    Mono<Long> change(String node, Collection<String> joins, Collection<String> leaves, Duration lease) {
        var args = new ArrayList<String>(joins.size() + leaves.size() + 2);
        args.add(Long.toString(lease.toMillis()));
        args.add(Integer.toString(joins.size()));
        args.addAll(joins);
        args.addAll(leaves);
        return redis.execute(CHANGE, List.of(RedisNames.nodeUsers(node)), args)
                .next()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }

    Mono<Void> publish(PresenceDelta delta) {
        return redis.convertAndSend(RedisNames.PRESENCE_DELTAS, json.writeValueAsString(delta))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .then();
    }

    Mono<Set<String>> usersOf(String node) {
        return redis.opsForSet()
                .members(RedisNames.nodeUsers(node))
                .collect(Collectors.toSet())
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }

    Mono<Void> forget(String node) {
        return redis.opsForZSet()
                .remove(RedisNames.NODE_LEASES, node)
                .then(redis.opsForHash().remove(RedisNames.NODE_INFO, node))
                .then(redis.delete(RedisNames.nodeUsers(node)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT)
                .then();
    }

    Mono<Void> lastSeen(Collection<String> users, Instant at) {
        var millis = Long.toString(at.toEpochMilli());
        return Flux.fromIterable(users)
                .flatMap(user -> redis.opsForValue().set(lastSeenKey(user), millis, LAST_SEEN_KEPT), 16)
                .then()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }

    Mono<Instant> lastSeen(String user) {
        return redis.opsForValue()
                .get(lastSeenKey(user))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }

    private static String lastSeenKey(String user) {
        return "chatspace:presence:seen:{" + user + "}";
    }
}
