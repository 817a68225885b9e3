package io.chatspace.kit.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Keys of auth-service's `/.well-known/jwks.json`, asked for at the start and kept in memory for good: sockets and
/// sends go on while it is away, also on a node that has seen no token before.
///
/// A key id not seen before makes it ask again, at most once per `refreshSpacing`, all waiters sharing one request:
/// a flood of made-up key ids costs nobody else anything.
final class RemoteKeySource extends BackgroundLoop implements KeySource {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final WebClient client;
    private final String url;
    private final Duration refreshSpacing;
    private final Clock clock;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<Known>> fetching = new AtomicReference<>();

    private record Known(JWKSet keys, Instant since) {}

    RemoteKeySource(WebClient client, String url, Duration refreshSpacing, Clock clock) {
        this.client = client;
        this.url = url;
        this.refreshSpacing = refreshSpacing;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return fetch().retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY)).subscribe();
    }

    @Override
    public Mono<JWK> find(@Nullable String keyId) {
        if (keyId == null) {
            return Mono.empty();
        }
        var now = known.get();
        if (now == null) {
            return fetch().mapNotNull(fresh -> fresh.keys().getKeyByKeyId(keyId));
        }
        var key = now.keys().getKeyByKeyId(keyId);
        if (key != null) {
            return Mono.just(key);
        }
        if (clock.instant().isBefore(now.since().plus(refreshSpacing))) {
            return Mono.empty();
        }
        return fetch().mapNotNull(fresh -> fresh.keys().getKeyByKeyId(keyId));
    }

    private Mono<Known> fetch() {
        return Mono.defer(() -> {
            var running = fetching.get();
            if (running != null) {
                return running;
            }
            var mine = client.get()
                    .uri(url)
                    .retrieve()
                    .bodyToMono(String.class)
                    .timeout(TIMEOUT)
                    .map(this::parse)
                    .doOnNext(known::set)
                    .doFinally(_ -> fetching.set(null))
                    .cache();
            return fetching.compareAndSet(null, mine) ? mine : Mono.defer(this::fetch);
        });
    }

    private Known parse(String body) {
        try {
            return new Known(JWKSet.parse(body), clock.instant());
        } catch (ParseException e) {
            throw new IllegalStateException("The key set could not be read", e);
        }
    }
}
