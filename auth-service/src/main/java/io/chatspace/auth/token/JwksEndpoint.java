package io.chatspace.auth.token;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /.well-known/jwks.json`: the public keys (RFC 7517, "JWK Set Format").
@RestController
class JwksEndpoint {
    private static final CacheControl MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final SigningKeys keys;

    JwksEndpoint(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    Mono<ResponseEntity<Map<String, Object>>> keys() {
        return keys.ring()
                .map(ring -> ResponseEntity.ok()
                        .cacheControl(MINUTE)
                        .body(ring.published().toJSONObject()));
    }
}
