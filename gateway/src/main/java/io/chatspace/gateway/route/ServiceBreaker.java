package io.chatspace.gateway.route;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
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
/// [#OPEN], and then one request tries it. Answers of the service, errors too, say that it is there.
final class ServiceBreaker implements GatewayFilter, Ordered {
    static final int MOST_FAILURES = 10;
    static final Duration OPEN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ServiceBreaker.class);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(100);
    private static final float ALL = 100;

    private final CircuitBreaker breaker;

    ServiceBreaker(String service, Clock clock) {
        var config = CircuitBreakerConfig.custom()
                .slidingWindowSize(MOST_FAILURES)
                .minimumNumberOfCalls(MOST_FAILURES)
                .failureRateThreshold(ALL)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(ServiceBreaker::saysAway)
                .ignoreException(error -> !saysAway(error))
                .clock(clock)
                .build();
        breaker = CircuitBreaker.of(service, config);
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> log.warn("{} is away, it is asked again once a second", service);
                case HALF_OPEN_TO_CLOSED -> log.info("{} answers again", service);
                default -> {}
            }
        });
    }

    /// Before the filters that route, behind the one that writes the answer: what is seen here are the heads of
    /// answers.
    @Override
    public int getOrder() {
        return 10_000;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> chain.filter(exchange))
                .onErrorResume(
                        error -> mayRepeat(exchange, error),
                        error -> Mono.delay(BEFORE_RETRY).then(Mono.defer(() -> again(exchange, chain))))
                .onErrorMap(ServiceBreaker::broken, ServiceAway::new)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, _ -> new ServiceAway(null));
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

    private static boolean saysAway(Throwable error) {
        return error instanceof ServiceAway
                || error instanceof TimeoutException
                || (error instanceof ResponseStatusException status
                        && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }

    boolean open() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
