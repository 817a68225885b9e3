package io.chatspace.presence;

import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import java.util.ArrayList;
import java.util.List;

/// Two nodes, `a` and `b`, on one real Redis of their own, in front of stubs of the other services.
final class PresenceStack implements AutoCloseable {
    private final StubServices services = new StubServices();
    private final int redisPort = OwnedProcess.freePort();
    private final List<AutoCloseable> devices = new ArrayList<>();
    private RealRedis redis = RealRedis.start(redisPort);
    private final PresenceNode a;
    private final PresenceNode b;

    PresenceStack(String... settings) {
        a = PresenceNode.start("a", services, redis.url(), settings);
        b = PresenceNode.start("b", services, redis.url(), settings);
    }

    StubServices services() {
        return services;
    }

    PresenceNode a() {
        return a;
    }

    PresenceNode b() {
        return b;
    }

    String redisUrl() {
        return redis.url();
    }

    RedisSide redis() {
        return new RedisSide(redis.url());
    }

    /// Kills Redis; what was in it is gone.
    void killRedis() {
        redis.close();
    }

    void startRedis() {
        redis = RealRedis.start(redisPort);
    }

    RealRedis redisServer() {
        return redis;
    }

    Device device(PresenceNode node, String user) {
        return keep(Device.of(node, services.tokens().tokenOf(user)));
    }

    RawClient raw(String user) {
        return keep(new RawClient(services.tokens().tokenOf(user)));
    }

    /// Closes it with the stack.
    <T extends AutoCloseable> T keep(T device) {
        devices.add(device);
        return device;
    }

    @Override
    public void close() {
        for (var device : devices) {
            quietly(device);
        }
        quietly(a);
        quietly(b);
        quietly(redis);
        quietly(services);
    }

    private static void quietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
