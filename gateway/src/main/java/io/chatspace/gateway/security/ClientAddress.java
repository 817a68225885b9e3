package io.chatspace.gateway.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Where a request comes from, for counting: the nearest hop that is not a trusted proxy. Of an IPv6 address the
/// network's 64 bits, since one household has them all.
public final class ClientAddress {
    private static final String UNKNOWN = "unknown";

    private final Set<String> trustedProxies;

    ClientAddress(Collection<String> trustedProxies) {
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    public String of(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        if (remote == null || remote.getAddress() == null) {
            return UNKNOWN;
        }
        var nearest = remote.getAddress().getHostAddress();
        var hops = trustedProxies.contains(nearest) ? forwardedFor(request) : List.<String>of();
        for (String hop : hops.reversed()) {
            nearest = hop;
            if (!trustedProxies.contains(hop)) {
                break;
            }
        }
        return network(nearest);
    }

    private static List<String> forwardedFor(ServerHttpRequest request) {
        return request.getHeaders().getOrEmpty("X-Forwarded-For").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(hop -> !hop.isEmpty())
                .toList();
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // A literal is never looked up; what is not one stays as it is, and is counted by its name.
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8)
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
