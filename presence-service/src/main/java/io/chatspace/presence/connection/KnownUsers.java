package io.chatspace.presence.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// Whether the user of a good token is still there, asked of auth-service with that token and remembered for a
/// minute.
///
/// While auth-service is away a good token is enough: its signature says that the user was there when it was
/// made, and
/// a
/// deleted user's tokens are revoked.
final class KnownUsers {
    private static final Logger log = LoggerFactory.getLogger(KnownUsers.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final WebClient client;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    KnownUsers(WebClient client) {
        this.client = client;
    }

    /// Fails with [TokenError.UserNotFound] where there is none.
    Mono<Void> check(Caller caller) {
        return Mono.defer(() -> known.getIfPresent(caller.userId()) != null ? Mono.empty() : ask(caller));
    }

    private Mono<Void> ask(Caller caller) {
        return client.get()
                .uri("/api/auth/users/{id}", caller.userId())
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + caller.token())
                .exchangeToMono(response -> response.releaseBody().thenReturn(response.statusCode()))
                .timeout(TIMEOUT)
                .doOnError(error -> log.warn("auth-service is away, the token alone decides: {}", error.toString()))
                .onErrorReturn(HttpStatus.SERVICE_UNAVAILABLE)
                .flatMap(status -> {
                    if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
                        return Mono.error(new TokenError.UserNotFound());
                    }
                    if (status.isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                        return Mono.error(new TokenError.Invalid());
                    }
                    if (status.is2xxSuccessful()) {
                        known.put(caller.userId(), true);
                    }
                    return Mono.empty();
                });
    }
}
