package io.chatspace.auth.revocation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Revocations in MongoDB.
@Repository
class RevocationRepository {
    private final ReactiveMongoTemplate mongo;

    RevocationRepository(ReactiveMongoTemplate mongo) {
        this.mongo = mongo;
    }

    Mono<StoredRevocation> insert(StoredRevocation revocation) {
        return mongo.insert(revocation);
    }

    Flux<StoredRevocation> activeAt(Instant now) {
        return mongo.find(query(where("until").gt(now)), StoredRevocation.class);
    }

    /// Not left to a TTL index: not every database has one that works.
    Mono<Void> removeEndedBefore(Instant now) {
        return mongo.remove(query(where("until").lte(now)), StoredRevocation.class)
                .then();
    }
}
