package io.chatspace.presence.roster;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param grace  how long a user stays online after the last socket went, so that a page reload does not flicker
/// @param budget bytes a second that `getOnlineUsers` may cost this node, all sockets together
@ConfigurationProperties("chatspace.presence.roster")
public record RosterProperties(
        @DefaultValue("2s") Duration grace,
        @DefaultValue("20MB") DataSize budget) {
    public RosterProperties {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("chatspace.presence.roster.grace must not be negative");
        }
        if (budget.toBytes() < 1) {
            throw new IllegalArgumentException("chatspace.presence.roster.budget must be at least 1 byte");
        }
    }
}
