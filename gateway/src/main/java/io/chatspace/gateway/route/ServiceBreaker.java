package io.chatspace.gateway.route;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The circuit breaker of one service. A connection that is refused, breaks or stays silent is answered with 503, a GET
/// is tried once more before; after [#MOST_FAILURES] of these in a row nobody is made to wait for the service for
/// [#OPEN]. Answers of the service, errors too, say that it is there.
final class ServiceBreaker implements GatewayFilter, Ordered {
    static final int MOST_FAILURES = 10;
    static final Duration OPEN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ServiceBreaker.class);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(100);

    private final String service;
    private final LongSupplier nanoTime;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long openUntil;

    ServiceBreaker(String service, LongSupplier nanoTime) {
        this.service = service;
        this.nanoTime = nanoTime;
    }

    /// Before the filters that route, behind the one that writes the answer: what is seen here are the heads of
    /// answers.
    @Override
    public int getOrder() {
        return 10_000;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> {
            if (open()) {
                return Mono.error(new ServiceAway(null));
            }
            return chain.filter(exchange)
                    .onErrorResume(
                            error -> mayRepeat(exchange, error),
                            error -> Mono.delay(BEFORE_RETRY).then(Mono.defer(() -> again(exchange, chain))))
                    .doOnSuccess(_ -> succeeded())
                    .onErrorMap(ServiceBreaker::broken, ServiceAway::new)
                    .doOnError(ServiceBreaker::counts, this::failed);
        });
    }

    private static Mono<Void> again(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerWebExchangeUtils.reset(exchange);
        return chain.filter(exchange);
    }

    private static boolean mayRepeat(ServerWebExchange exchange, Throwable error) {
        return broken(error)
                && exchange.getRequest().getMethod().equals(HttpMethod.GET)
                && !exchange.getResponse().isCommitted();
    }

    private static boolean broken(Throwable error) {
        return error instanceof IOException;
    }

    /// What says that the service is away, rather than that it had an answer.
    private static boolean counts(Throwable error) {
        return error instanceof ServiceAway
                || error instanceof TimeoutException
                || (error instanceof ResponseStatusException status
                        && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }

    boolean open() {
        return failures.get() >= MOST_FAILURES && nanoTime.getAsLong() - openUntil < 0;
    }

    void succeeded() {
        if (failures.getAndSet(0) >= MOST_FAILURES) {
            log.info("{} answers again", service);
        }
    }

    void failed(Throwable error) {
        openUntil = nanoTime.getAsLong() + OPEN.toNanos();
        if (failures.incrementAndGet() == MOST_FAILURES) {
            log.warn("{} is away, it is asked again once a second: {}", service, String.valueOf(error.getCause()));
        }
    }
}
