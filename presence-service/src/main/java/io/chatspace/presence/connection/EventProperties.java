package io.chatspace.presence.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What one socket may send.
///
/// @param perSecond events a second, over time
/// @param burst     events at once, after a quiet while
/// @param excess    events beyond that are dropped; this many of them end the socket
@ConfigurationProperties("chatspace.presence.events")
public record EventProperties(
        @DefaultValue("20") double perSecond,
        @DefaultValue("100") int burst,
        @DefaultValue("50") int excess) {
    public EventProperties {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("chatspace.presence.events.per-second must be positive");
        }
        if (burst < 1 || excess < 1) {
            throw new IllegalArgumentException("chatspace.presence.events.burst and .excess must be at least 1");
        }
    }
}
