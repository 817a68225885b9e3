package io.chatspace.message.assistant.model;

import io.chatspace.message.assistant.model.CompletionsWire.Piece;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.util.retry.Retry;

/// A model behind `POST {base}/chat/completions`, streamed or not.
///
/// A request is repeated only where it can't have reached the model. After many failures in a row the provider is
/// left alone for a while, and then asked carefully.
final class CompletionsModel implements ChatModel {
    private static final Logger log = LoggerFactory.getLogger(CompletionsModel.class);
    private static final String PATH = "/chat/completions";
    private static final Duration FIRST_RETRY = Duration.ofMillis(300);
    private static final double JITTER = 0.5;
    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
            new ParameterizedTypeReference<>() {};

    private final WebClient http;
    private final CompletionsWire wire;
    private final CircuitBreaker breaker;
    private final ModelProperties properties;

    /// @param http knows the base URL and the key
    CompletionsModel(WebClient http, CompletionsWire wire, CircuitBreaker breaker, ModelProperties properties) {
        this.http = http;
        this.wire = wire;
        this.breaker = breaker;
        this.properties = properties;
    }

    @Override
    public Mono<Completion> complete(ModelRequest request) {
        return http.post()
                .uri(PATH)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .bodyValue(CompletionsWire.body(request, false))
                .exchangeToMono(this::whole)
                .switchIfEmpty(Mono.error(() -> new ModelError.Garbled(null)))
                .timeout(properties.timeout())
                .onErrorMap(CompletionsModel::translate)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, _ -> new ModelError.Resting())
                .retryWhen(whereItIsSafe());
    }

    @Override
    public Flux<String> stream(ModelRequest request) {
        return http.post()
                .uri(PATH)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .bodyValue(CompletionsWire.body(request, true))
                .exchangeToFlux(this::pieces)
                .timeout(properties.silence())
                .takeUntilOther(Mono.delay(properties.streamTimeout()).then(Mono.error(new TimeoutException())))
                .filter(text -> !text.isEmpty())
                .onErrorMap(CompletionsModel::translate)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, _ -> new ModelError.Resting())
                .retryWhen(whereItIsSafe());
    }

    private Mono<Completion> whole(ClientResponse response) {
        return response.statusCode().is2xxSuccessful()
                ? response.bodyToMono(String.class).map(wire::whole)
                : refused(response);
    }

    /// An empty piece is a sign of life.
    private Flux<String> pieces(ClientResponse response) {
        if (!response.statusCode().is2xxSuccessful()) {
            return this.<String>refused(response).flux();
        }
        var type = type(response);
        if (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)) {
            // There are endpoints that do not stream.
            return whole(response).map(Completion::text).flux();
        }
        if (!MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(type)) {
            return response.releaseBody().thenMany(Flux.error(() -> new ModelError.Garbled(null)));
        }
        return Flux.defer(() -> {
            var done = new AtomicBoolean();
            return response.bodyToFlux(EVENTS)
                    .map(event -> wire.piece(event.data()))
                    .doOnNext(piece -> done.compareAndSet(false, piece.last()))
                    .concatWith(Flux.defer(() -> done.get() ? Flux.empty() : Flux.error(new ModelError.Failed(null))))
                    // The rest of the stream is not waited for: some endpoints leave it open.
                    .takeUntil(Piece::last)
                    .map(Piece::text);
        });
    }

    private <T> Mono<T> refused(ClientResponse response) {
        int status = response.statusCode().value();
        log.warn("The AI provider answered {}", status);
        return response.releaseBody().then(Mono.error(() -> switch (status) {
            case 429, 503 -> new ModelError.Busy(retryAfter(response));
            case 408, 504 -> new ModelError.Late();
            default ->
                response.statusCode().is5xxServerError() ? new ModelError.Failed(null) : new ModelError.Refused(status);
        }));
    }

    /// Null where it is not there, or is a date.
    private static @Nullable Duration retryAfter(ClientResponse response) {
        var header = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        return header != null && header.matches("[0-9]{1,6}") ? Duration.ofSeconds(Integer.parseInt(header)) : null;
    }

    private static @Nullable MediaType type(ClientResponse response) {
        try {
            return response.headers().contentType().orElse(null);
        } catch (InvalidMediaTypeException _) {
            return null;
        }
    }

    private Retry whereItIsSafe() {
        return Retry.backoff(properties.retries(), FIRST_RETRY)
                .jitter(JITTER)
                .filter(error -> error instanceof ModelError known && known.safeToRepeat())
                .onRetryExhaustedThrow((_, last) -> last.failure());
    }

    private static Throwable translate(Throwable error) {
        for (@Nullable Throwable at = error; at != null; at = at.getCause()) {
            switch (at) {
                case ModelError known -> {
                    return known;
                }
                case TimeoutException _ -> {
                    return at instanceof PoolAcquireTimeoutException ? new ModelError.Full() : new ModelError.Late();
                }
                case PoolAcquirePendingLimitException _ -> {
                    return new ModelError.Full();
                }
                case ConnectException _, UnknownHostException _ -> {
                    return new ModelError.Unreachable(error);
                }
                case DecodingException _, DataBufferLimitException _ -> {
                    return new ModelError.Garbled(error);
                }
                default -> {}
            }
        }
        return new ModelError.Failed(error);
    }
}
