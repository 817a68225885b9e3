package io.chatspace.presence.node;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param id       1 to 32 of `[a-z0-9-]`; blank: a random one, new with each start
/// @param url      where gateways reach this node; blank: this machine's address and the port it listens on
/// @param capacity sockets it is willing to hold
/// @param lease    how long it counts as alive after it was last heard of; renewed three times in that time
/// @param drain    over how long its clients are told to move when it stops
@ConfigurationProperties("chatspace.presence.node")
public record NodeProperties(
        @Nullable String id,
        @Nullable String url,
        @DefaultValue("18000") int capacity,
        @DefaultValue("6s") Duration lease,
        @DefaultValue("20s") Duration drain) {
    public NodeProperties {
        if (id != null && !id.isBlank() && !id.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("chatspace.presence.node.id must be 1 to 32 of a-z, 0-9 and -");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("chatspace.presence.node.capacity must be at least 1");
        }
        if (lease.toMillis() < 300) {
            throw new IllegalArgumentException("chatspace.presence.node.lease must be at least 300ms");
        }
    }
}
