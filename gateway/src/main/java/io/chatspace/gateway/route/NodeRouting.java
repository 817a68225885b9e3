package io.chatspace.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import io.chatspace.gateway.route.PresenceNodes.Node;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// Sends a request to a presence node: a socket's with a `sid` to the node that made it, any other to
/// the least loaded, which takes sessions where it opens one. A new session goes to another node when
/// the first does not take the connection, or breaks it before it has answered.
final class NodeRouting implements GatewayFilter, Ordered {
    private static final int MOST_TRIES = 3;

    private final PresenceNodes nodes;

    NodeRouting(PresenceNodes nodes) {
        this.nodes = nodes;
    }

    /// After the filter that fills in the route's own address.
    @Override
    public int getOrder() {
        return 10_001;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var sid = isSocket(exchange) ? exchange.getRequest().getQueryParams().getFirst("sid") : null;
        if (sid == null) {
            return toAny(exchange, chain, new HashSet<>());
        }
        var node = nodes.ofSession(sid);
        if (node == null) {
            return answer(exchange, SocketError.UNKNOWN_SESSION);
        }
        return forward(exchange, chain, node)
                .onErrorResume(IOException.class, _ -> answer(exchange, SocketError.UNKNOWN_SESSION));
    }

    /// Elsewhere `sid` is a parameter like any that nobody asked for.
    private static boolean isSocket(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/socket.io");
    }

    private Mono<Void> toAny(ServerWebExchange exchange, GatewayFilterChain chain, Set<String> tried) {
        var node = isSocket(exchange) ? nodes.forNewSession(tried) : nodes.forRequest(tried);
        if (node == null) {
            return answer(exchange, SocketError.NO_NODE);
        }
        return forward(exchange, chain, node).onErrorResume(IOException.class, error -> {
            nodes.failed(node);
            tried.add(node.id());
            // A body may be spent already; only requests without one are sent again.
            if (tried.size() >= MOST_TRIES || exchange.getRequest().getMethod() != HttpMethod.GET) {
                return answer(exchange, SocketError.NO_NODE);
            }
            ServerWebExchangeUtils.reset(exchange);
            return toAny(exchange, chain, tried);
        });
    }

    private static Mono<Void> forward(ServerWebExchange exchange, GatewayFilterChain chain, Node node) {
        exchange.getAttributes()
                .put(GATEWAY_REQUEST_URL_ATTR, target(exchange.getRequest().getURI(), node.url()));
        return chain.filter(exchange);
    }

    private static URI target(URI requested, URI node) {
        return UriComponentsBuilder.fromUri(requested)
                .scheme(node.getScheme())
                .host(node.getHost())
                .port(node.getPort())
                .build(true)
                .toUri();
    }

    private static Mono<Void> answer(ServerWebExchange exchange, SocketError error) {
        var response = exchange.getResponse();
        response.setStatusCode(error.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        if (error == SocketError.NO_NODE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(error.json())));
    }
}
