package io.chatspace.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param drain over how long its sockets are closed when it stops; zero: at once, where no other gateway could
///              take them
@ConfigurationProperties("chatspace.gateway.sockets")
public record SocketProperties(@DefaultValue("20s") Duration drain) {
    public SocketProperties {
        if (drain.isNegative()) {
            throw new IllegalArgumentException("chatspace.gateway.sockets.drain must not be negative");
        }
    }
}
