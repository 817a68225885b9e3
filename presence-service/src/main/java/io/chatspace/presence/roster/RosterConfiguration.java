package io.chatspace.presence.roster;

import io.chatspace.contracts.RedisNames;
import io.chatspace.presence.node.NodeIdentity;
import io.chatspace.presence.node.NodeProperties;
import io.chatspace.presence.push.RedisHealth;
import io.chatspace.presence.push.RedisPubSub;
import io.chatspace.presence.push.SkippedMessages;
import io.chatspace.socketio.server.SocketServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class RosterConfiguration {
    @Bean
    RosterService rosterService(
            NodeIdentity identity,
            NodeProperties properties,
            ReactiveStringRedisTemplate redis,
            JsonMapper json,
            RedisHealth health,
            RedisPubSub pubSub,
            SkippedMessages skipped,
            Clock clock,
            MeterRegistry meters) {
        var store = new RosterStore(redis, json);
        var roster = new RosterService(identity.id(), properties.lease(), store, json, health, skipped, clock, meters);
        pubSub.onMessage((channel, text) -> {
            if (channel.equals(RedisNames.PRESENCE_DELTAS)) {
                roster.receive(text);
            }
        });
        pubSub.onDisconnect(roster::disconnected);
        pubSub.onReconnect(roster::doubtAll);
        return roster;
    }

    @Bean
    RosterAudience rosterAudience(
            RosterService roster,
            RosterProperties properties,
            SocketServer server,
            JsonMapper json,
            MeterRegistry meters) {
        var sockets = server.of("/");
        var list = new RosterBroadcast(
                roster::online, sockets, json, properties.budget().toBytes(), Schedulers.parallel(), meters);
        var watch = new RosterWatch(roster, sockets, json);
        roster.listen(list);
        roster.listen(watch);
        return new RosterAudience(list, watch);
    }
}
