package io.chatspace.auth.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sessions in MongoDB. Those that have expired are as good as gone, whether or not the database has removed them yet.
@Repository
class SessionRepository {
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);

    private final ReactiveMongoTemplate mongo;
    private final Mono<String> indexes;

    SessionRepository(ReactiveMongoTemplate mongo) {
        this.mongo = mongo;
        this.indexes = Mono.defer(this::makeIndexes).cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// Takes the chance to remove what has expired of the same user.
    Mono<Session> insert(Session session, Instant now) {
        var expired =
                query(where("userId").is(session.userId()).and("expiresAt").lte(now));
        return indexes.then(mongo.remove(expired, Session.class)).then(mongo.insert(session));
    }

    Mono<Session> find(ObjectId id, Instant now) {
        return mongo.findOne(query(where("_id").is(id).and("expiresAt").gt(now)), Session.class);
    }

    Flux<Session> ofUser(ObjectId userId, Instant now) {
        var active = query(where("userId").is(userId).and("expiresAt").gt(now));
        return mongo.find(active.with(Sort.by(Sort.Direction.DESC, "lastUsedAt")), Session.class);
    }

    /// Puts the successor in the place of the token that is good: of many who come with it at once one does. Empty for
    /// the others, and where the token is not the one that is good.
    Mono<Session> rotate(RefreshToken token, RefreshToken successor, byte[] salt, Instant now, Client client) {
        var good = query(where("_id")
                .is(token.sessionId())
                .and("refresh.current")
                .is(token.hash())
                .and("expiresAt")
                .gt(now));
        var update = new Update()
                .set("refresh.current", successor.hash())
                .set("refresh.previous", token.hash())
                .set("refresh.salt", new Binary(salt))
                .set("refresh.rotatedAt", now)
                .set("lastUsedAt", now)
                .set("device", client.device())
                .set("address", client.address());
        return mongo.findAndModify(good, update, FindAndModifyOptions.options().returnNew(true), Session.class);
    }

    /// False where it is gone already, or another user's.
    Mono<Boolean> delete(ObjectId id, ObjectId userId) {
        return mongo.remove(query(where("_id").is(id).and("userId").is(userId)), Session.class)
                .map(result -> result.getDeletedCount() == 1);
    }

    Mono<Void> deleteAllOf(ObjectId userId) {
        return mongo.remove(query(where("userId").is(userId)), Session.class).then();
    }

    private Mono<String> makeIndexes() {
        var byUser = new Index("userId", Sort.Direction.ASC).named("userId");
        var expiry = new Index("expiresAt", Sort.Direction.ASC)
                .named("expiresAt_ttl")
                .expire(Duration.ZERO);
        return mongo.indexOps(Session.class)
                .createIndex(byUser)
                .then(mongo.indexOps(Session.class).createIndex(expiry));
    }
}
