package io.chatspace.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.chatspace.kit.security.KeySource;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The keys that sign access tokens: made on first start, kept in the database, the same on every replica.
///
/// Read once and kept in memory; read again for a key id that is not known, at most once per [#RELOAD_SPACING].
@Component
class SigningKeys implements KeySource {
    static final int BITS = 2048;
    static final Duration RELOAD_SPACING = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final KeyRepository stored;
    private final Clock clock;
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();

    private record Loaded(KeyRing ring, Instant since) {}

    SigningKeys(KeyRepository stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    /// The ring as known here; the first call reads it, and makes the first key where there is none.
    Mono<KeyRing> ring() {
        var known = loaded.get();
        return known == null ? reload() : Mono.just(known.ring());
    }

    @Override
    public Mono<JWK> find(@Nullable String keyId) {
        if (keyId == null) {
            return Mono.empty();
        }
        var known = loaded.get();
        if (known != null) {
            var key = known.ring().publicKey(keyId);
            boolean fresh = clock.instant().isBefore(known.since().plus(RELOAD_SPACING));
            if (key != null || fresh) {
                return Mono.justOrEmpty(key);
            }
        }
        return reload().mapNotNull(ring -> ring.publicKey(keyId));
    }

    /// Reads the keys from the database.
    Mono<KeyRing> reload() {
        return stored.all()
                .collectList()
                .flatMap(keys -> keys.isEmpty() ? makeFirst() : Mono.just(keys))
                .map(keys -> new KeyRing(keys.stream().map(this::open).toList()))
                .doOnNext(ring -> loaded.set(new Loaded(ring, clock.instant())));
    }

    private Mono<java.util.List<StoredKey>> makeFirst() {
        var now = clock.instant();
        return make(1, now)
                .flatMap(stored::insert)
                .doOnNext(mine -> {
                    if (mine) {
                        log.info("Made the first signing key");
                    }
                })
                .thenMany(stored.all())
                .collectList();
    }

    /// Finding two primes takes up to a second of a core: not on an event loop.
    private Mono<StoredKey> make(int sequence, Instant signsFrom) {
        return Mono.fromCallable(() -> {
                    var now = clock.instant();
                    return new StoredKey(sequence, newPair(now).toJSONString(), now, signsFrom);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static RSAKey newPair(Instant now) throws JOSEException {
        return new RSAKeyGenerator(BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .issueTime(Date.from(now))
                .generate();
    }

    private KeyRing.SigningKey open(StoredKey key) {
        try {
            return new KeyRing.SigningKey(key.sequence(), RSAKey.parse(key.jwk()), key.signsFrom());
        } catch (ParseException _) {
            // The cause's message would quote the key.
            throw new IllegalStateException("Signing key " + key.sequence() + " could not be read");
        }
    }
}
