package io.chatspace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ServiceBreakerTest {
    private final Clock clock = mock();
    private Instant now = Instant.EPOCH;
    private final ServiceBreaker breaker;
    private final AtomicInteger asked = new AtomicInteger();

    ServiceBreakerTest() {
        when(clock.instant()).thenAnswer(_ -> now);
        breaker = new ServiceBreaker("message-service", clock);
    }

    private GatewayFilterChain failing(int times, Throwable error) {
        return _ -> Mono.defer(() -> asked.incrementAndGet() <= times ? Mono.error(error) : Mono.empty());
    }

    private Mono<Void> ask(HttpMethod method, GatewayFilterChain chain) {
        return breaker.filter(MockServerWebExchange.from(MockServerHttpRequest.method(method, "/api/x")), chain);
    }

    @Test
    void aBrokenReadShouldBeRepeatedOnce() {
        StepVerifier.create(ask(HttpMethod.GET, failing(1, new IOException("reset"))))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        assertThat(asked).hasValue(2);

        asked.set(0);
        StepVerifier.create(ask(HttpMethod.GET, failing(2, new IOException("reset"))))
                .expectError(ServiceAway.class)
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void aBrokenSendShouldNotBeRepeated() {
        StepVerifier.create(ask(HttpMethod.POST, failing(1, new ConnectException("refused"))))
                .expectError(ServiceAway.class)
                .verify(Duration.ofSeconds(5));
        assertThat(asked).hasValue(1);
    }

    @Test
    void nobodyShouldWaitForAServiceThatIsAwayAndItShouldBeAskedAgain() {
        var refused = failing(ServiceBreaker.MOST_FAILURES, new ConnectException("refused"));
        for (int i = 0; i < ServiceBreaker.MOST_FAILURES; i++) {
            StepVerifier.create(ask(HttpMethod.POST, refused))
                    .expectError(ServiceAway.class)
                    .verify(Duration.ofSeconds(5));
        }

        StepVerifier.create(ask(HttpMethod.POST, refused))
                .expectError(ServiceAway.class)
                .verify(Duration.ofSeconds(5));
        assertThat(asked).hasValue(ServiceBreaker.MOST_FAILURES);

        now = now.plus(ServiceBreaker.OPEN).plusMillis(1);
        StepVerifier.create(ask(HttpMethod.POST, refused)).expectComplete().verify(Duration.ofSeconds(5));
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void anErrorOfAnotherKindShouldPassAsItIs() {
        StepVerifier.create(ask(HttpMethod.GET, failing(1, new IllegalStateException("ours"))))
                .expectError(IllegalStateException.class)
                .verify(Duration.ofSeconds(5));
        assertThat(asked).hasValue(1);
    }
}
