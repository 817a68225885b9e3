package io.chatspace.auth.token;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Signing keys in MongoDB, shared by all replicas.
@Repository
class KeyRepository {
    private final ReactiveMongoTemplate mongo;

    KeyRepository(ReactiveMongoTemplate mongo) {
        this.mongo = mongo;
    }

    Flux<StoredKey> all() {
        return mongo.findAll(StoredKey.class);
    }

    /// False where another replica has stored a key of that number first.
    Mono<Boolean> insert(StoredKey key) {
        return mongo.insert(key).thenReturn(true).onErrorReturn(DuplicateKeyException.class, false);
    }
}
