package io.chatspace.socketio.webflux;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How an application's Socket.IO server is mounted, and what the prepared builder starts from.
///
/// @param transport             `netty`: beneath Reactor Netty's HTTP handlers, the lean way; `webflux`: through
///                              WebFlux, on any server that it runs on
/// @param path                  where the server is mounted; begins and ends with `/`
/// @param maxPayload            of one POST body or WebSocket message
/// @param maxQueue              what may wait for a client that does not read
/// @param maxSessionsPerAddress 0 for no limit
/// @param allowEio3             whether clients of Socket.IO 2 are served
/// @param compression           whether permessage-deflate is negotiated
/// @param allowedOrigins        `*` for all; requests without an `Origin` are always let pass
/// @param trustForwardedFor     whether the last address of `X-Forwarded-For` is the client's
@ConfigurationProperties("chatspace.socketio")
public record SocketIoProperties(
        @DefaultValue("netty") Transport transport,
        @DefaultValue("/socket.io/") String path,
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("20s") Duration pingTimeout,
        @DefaultValue("10s") Duration upgradeTimeout,
        @DefaultValue("45s") Duration connectTimeout,
        @DefaultValue("1000000B") DataSize maxPayload,
        @DefaultValue("4MB") DataSize maxQueue,
        @DefaultValue("0") int maxSessionsPerAddress,
        @DefaultValue("false") boolean allowEio3,
        @DefaultValue("false") boolean compression,
        @DefaultValue("*") List<String> allowedOrigins,
        @DefaultValue("false") boolean trustForwardedFor) {
    public SocketIoProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /// How the server is mounted.
    public enum Transport {
        NETTY,
        WEBFLUX
    }
}
