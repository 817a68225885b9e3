package io.chatspace.engineio.server;

import java.net.InetSocketAddress;

/// Finds the address of a client behind proxies.
@FunctionalInterface
public interface AddressResolver {
    InetSocketAddress resolve(HandshakeHeaders headers, InetSocketAddress peer);

    /// The other end of the connection, whatever the headers say.
    static AddressResolver peer() {
        return (headers, peer) -> peer;
    }

    /// The last address of `X-Forwarded-For`, the one that the nearest proxy wrote. Only where a proxy of yours
    /// stands
    /// in front.
    static AddressResolver forwardedFor() {
        return (headers, peer) -> {
            String value = headers.first("x-forwarded-for");
            if (value == null) {
                return peer;
            }
            String last = value.substring(value.lastIndexOf(',') + 1).strip();
            return last.isEmpty() ? peer : InetSocketAddress.createUnresolved(last, peer.getPort());
        };
    }
}
