package io.chatspace.presence.node;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// This node's id, and the session ids that carry it: `<node id>.<24 characters of base64url>`.
public final class NodeIdentity {
    private static final int RANDOM_BYTES = 18;

    private final SecureRandom random = new SecureRandom();
    private final String id;
    private final @Nullable String url;

    NodeIdentity(NodeProperties properties) {
        var given = properties.id();
        this.id = given == null || given.isBlank() ? randomId() : given;
        var givenUrl = properties.url();
        this.url = givenUrl == null || givenUrl.isBlank() ? null : givenUrl;
    }

    public String id() {
        return id;
    }

    public String newSessionId() {
        return id + "." + randomText(RANDOM_BYTES);
    }

    /// Where gateways reach it, given the port that it listens on.
    public String url(int port) {
        if (url != null) {
            return url;
        }
        try {
            return url(InetAddress.getLocalHost(), port);
        } catch (UnknownHostException e) {
            return "http://127.0.0.1:" + port;
        }
    }

    static String url(InetAddress address, int port) {
        var host = address.getHostAddress();
        return "http://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
    }

    private String randomId() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    private String randomText(int bytes) {
        var buffer = new byte[bytes];
        random.nextBytes(buffer);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer);
    }
}
