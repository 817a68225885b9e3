package io.chatspace.kit.security;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Where the public keys come from that access tokens are checked with.
public interface KeySource {
    /// The key with that id; empty where there is none. Errors where it can't be told (the key server is away).
    Mono<JWK> find(@Nullable String keyId);
}
