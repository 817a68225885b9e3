package io.chatspace.auth.token;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Update;
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

    Mono<Void> remove(List<Integer> sequences) {
        return mongo.remove(query(where("_id").in(sequences)), StoredKey.class).then();
    }

    Mono<Void> replaceJwk(StoredKey key, String jwk) {
        return mongo.updateFirst(
                        query(where("_id").is(key.sequence()).and("jwk").is(key.jwk())),
                        new Update().set("jwk", jwk),
                        StoredKey.class)
                .then();
    }

    /// False where another replica has stored a key of that number first.
    Mono<Boolean> insert(StoredKey key) {
        return mongo.insert(key).thenReturn(true).onErrorReturn(DuplicateKeyException.class, false);
    }
}
