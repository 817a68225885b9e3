package io.chatspace.gateway.security;

import io.chatspace.kit.web.RequestId;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/// Says who called and how, in `X-Forwarded-For`, `-Proto` and `-Host`, and drops what callers say of
/// themselves: forwarding headers (unless a trusted proxy says them), `X-User-*` and `X-Internal-*`. `Origin`
/// ends here too: it was judged.
public final class EdgeHeaders implements HttpHeadersFilter, Ordered {
    private final Set<String> trustedProxies;

    EdgeHeaders(Collection<String> trustedProxies) {
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /// After the gateway's own filters, which drop every forwarding header where it trusts nobody.
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var scheme = request.getURI().getScheme();
        var changed = new HttpHeaders();
        changed.putAll(headers);
        request.getHeaders().forEach((name, values) -> {
            if (ours(name) || name.equalsIgnoreCase(HttpHeaders.HOST)) {
                changed.put(name, values);
            }
        });
        changed.set(RequestId.HEADER, RequestId.of(exchange));
        rewrite(changed, request.getRemoteAddress(), scheme == null ? "http" : scheme);
        return changed;
    }

    /// Also for the relay, whose requests do not pass the filters.
    public void rewrite(HttpHeaders headers, @Nullable InetSocketAddress remote, String scheme) {
        var address = remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
        boolean trusted = trustedProxies.contains(address);
        var forwardedFor = trusted ? headers.getFirst("X-Forwarded-For") : null;
        var proto = trusted ? headers.getFirst("X-Forwarded-Proto") : null;
        var host = trusted ? headers.getFirst("X-Forwarded-Host") : null;
        List.copyOf(headers.headerNames()).stream().filter(EdgeHeaders::ours).forEach(headers::remove);
        headers.set("X-Forwarded-For", forwardedFor == null ? address : forwardedFor + ", " + address);
        headers.set("X-Forwarded-Proto", proto == null ? scheme : proto);
        var forwardedHost = host == null ? headers.getFirst(HttpHeaders.HOST) : host;
        if (forwardedHost != null) {
            headers.set("X-Forwarded-Host", forwardedHost);
        }
    }

    private static boolean ours(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("x-forwarded-")
                || lower.startsWith("x-user-")
                || lower.startsWith("x-internal-")
                || lower.equals("forwarded")
                || lower.equals("x-real-ip")
                || lower.equals("origin");
    }
}
