package io.chatspace.gateway.limit;

import io.chatspace.gateway.security.ClientAddress;
import io.chatspace.kit.security.Caller;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Refuses with 429 and `Retry-After` who asks for more than its bucket holds.
final class RateLimitFilter implements GlobalFilter, Ordered {
    private final Buckets buckets;
    private final ClientAddress addresses;

    RateLimitFilter(Buckets buckets, ClientAddress addresses) {
        this.buckets = buckets;
        this.addresses = addresses;
    }

    /// After the token check, which is a web filter, and before anything that costs.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 900;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var budget = Budget.of(exchange.getRequest());
        if (budget == Budget.NONE) {
            return chain.filter(exchange);
        }
        var caller = Caller.orNull(exchange);
        var who = caller == null ? "address:" + addresses.of(exchange.getRequest()) : "user:" + caller.userId();
        return buckets.take(budget, who)
                .flatMap(allowed -> allowed ? chain.filter(exchange) : Mono.error(new RateLimited()));
    }
}
