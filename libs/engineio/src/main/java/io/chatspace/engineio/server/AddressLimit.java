package io.chatspace.engineio.server;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;

/// Counts sessions by address, where there is a limit.
final class AddressLimit {
    private final int limit;
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    AddressLimit(int limit) {
        this.limit = limit;
    }

    boolean enter(InetSocketAddress address) {
        if (limit == 0) {
            return true;
        }
        boolean[] entered = new boolean[1];
        counts.compute(key(address), (k, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < limit;
            return entered[0] ? now + 1 : now;
        });
        return entered[0];
    }

    void leave(InetSocketAddress address) {
        if (limit > 0) {
            counts.computeIfPresent(key(address), (k, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static String key(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }
}
