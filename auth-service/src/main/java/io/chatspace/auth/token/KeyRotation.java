package io.chatspace.auth.token;

import io.chatspace.kit.lifecycle.BackgroundLoop;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Changes the signing key in time, on every replica: a new key is published, signs from `publishAhead` later, and the
/// old one stays published until the last token that it signed has expired. So there is no moment at which a good token
/// is refused.
@Component
class KeyRotation extends BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final SigningKeys keys;
    private final KeyProperties properties;
    private final TokenProperties tokens;
    private final Clock clock;

    KeyRotation(SigningKeys keys, KeyProperties properties, TokenProperties tokens, Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        var rounds =
                Flux.interval(properties.reloadEvery()).onBackpressureDrop().concatMap(_ -> round(), 1);
        return keys.sealAll()
                .onErrorResume(this::postponed)
                .then(round())
                .thenMany(rounds)
                .subscribe();
    }

    private Mono<Void> round() {
        return keys.reload().flatMap(this::advance).onErrorResume(this::postponed);
    }

    /// Publishes the next key when it is time, and drops keys that no token needs any more.
    private Mono<Void> advance(KeyRing ring) {
        var now = clock.instant();
        var removed = keys.remove(ring.outlived(now, tokens.longestTtl()));
        return isDue(ring, now)
                ? keys.makeNext(ring, now.plus(properties.publishAhead())).then(removed)
                : removed;
    }

    private boolean isDue(KeyRing ring, Instant now) {
        var next = ring.newest().signsFrom().plus(properties.rotateEvery());
        return !next.minus(properties.publishAhead()).isAfter(now);
    }

    private Mono<Void> postponed(Throwable error) {
        log.warn("Signing keys could not be looked after, trying again soon: {}", error.getMessage());
        return Mono.empty();
    }
}
