package io.chatspace.auth.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys at one moment, oldest first; never empty. Each signs from its own time until the next one takes over, and
/// stays published until the last token that it signed has expired.
record KeyRing(List<SigningKey> keys) {
    /// @param pair the private part included
    record SigningKey(int sequence, RSAKey pair, Instant signsFrom) {
        @Override
        public String toString() {
            return "SigningKey[" + sequence + "]";
        }
    }

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A ring has a key");
        }
        keys = keys.stream()
                .sorted(Comparator.comparingInt(SigningKey::sequence))
                .toList();
    }

    SigningKey newest() {
        return keys.getLast();
    }

    /// The key that signs at that time.
    SigningKey signingAt(Instant now) {
        for (var key : keys.reversed()) {
            if (!key.signsFrom().isAfter(now)) {
                return key;
            }
        }
        return keys.getFirst();
    }

    @Nullable
    JWK publicKey(@Nullable String keyId) {
        for (var key : keys) {
            if (key.pair().getKeyID().equals(keyId)) {
                return key.pair().toPublicJWK();
            }
        }
        return null;
    }

    /// Keys whose every token has expired by then, given how long tokens live.
    List<SigningKey> outlived(Instant now, Duration longestTtl) {
        var gone = new ArrayList<SigningKey>();
        for (int i = 0; i + 1 < keys.size(); i++) {
            if (keys.get(i + 1).signsFrom().plus(longestTtl).isBefore(now)) {
                gone.add(keys.get(i));
            }
        }
        return gone;
    }

    JWKSet published() {
        return new JWKSet(
                keys.stream().<JWK>map(key -> key.pair().toPublicJWK()).toList());
    }
}
