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
import java.util.List;
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
    private final KeyCipher cipher;
    private final Clock clock;
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();

    private record Loaded(KeyRing ring, Instant since) {}

    SigningKeys(KeyRepository stored, KeyCipher cipher, Clock clock) {
        this.stored = stored;
        this.cipher = cipher;
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

    private Mono<List<StoredKey>> makeFirst() {
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

    /// Publishes the key after the newest one, which it will take over from at that time. Of replicas that do it at
    /// once one succeeds; all go on with that one's.
    Mono<KeyRing> makeNext(KeyRing ring, Instant signsFrom) {
        int sequence = ring.newest().sequence() + 1;
        return make(sequence, signsFrom)
                .flatMap(stored::insert)
                .doOnNext(mine -> {
                    if (mine) {
                        log.info("Published signing key {}, which signs from {}", sequence, signsFrom);
                    }
                })
                .then(Mono.defer(this::reload));
    }

    /// Stores keys sealed that were stored in the clear, where there is something to seal them with.
    Mono<Void> sealAll() {
        return stored.all()
                .filter(key -> !KeyCipher.isSealed(key.jwk()) && cipher.seals())
                .concatMap(key -> stored.replaceJwk(key, cipher.seal(key.sequence(), key.jwk())))
                .then();
    }

    Mono<Void> remove(List<KeyRing.SigningKey> keys) {
        return stored.remove(keys.stream().map(KeyRing.SigningKey::sequence).toList());
    }

    /// Finding two primes takes up to a second of a core: not on an event loop.
    private Mono<StoredKey> make(int sequence, Instant signsFrom) {
        return Mono.fromCallable(() -> {
                    var now = clock.instant();
                    return new StoredKey(
                            sequence, cipher.seal(sequence, newPair(now).toJSONString()), now, signsFrom);
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
            var jwk = cipher.open(key.sequence(), key.jwk());
            return new KeyRing.SigningKey(key.sequence(), RSAKey.parse(jwk), key.signsFrom());
        } catch (ParseException _) {
            // The cause's message would quote the key.
            throw new IllegalStateException("Signing key " + key.sequence() + " could not be read");
        }
    }
}
