package io.chatspace.auth.user;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.chatspace.contracts.TokenClaims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Users in MongoDB. Single-document writes only; the unique index on [User#emailKey()] decides who has an
/// address.
@Repository
public class UserRepository {
    private static final Logger log = LoggerFactory.getLogger(UserRepository.class);
    private static final String EMAIL_KEY = "emailKey";
    private static final String TOKENS_FROM = "tokensFrom";
    private static final String BANNED_AT = "bannedAt";
    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);

    private final ReactiveMongoTemplate mongo;
    private final Clock clock;
    private final Mono<String> index;

    UserRepository(ReactiveMongoTemplate mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
        this.index = Mono.defer(this::makeIndex).cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// Completes once addresses are guarded by their index. Tried again by the next caller where it failed.
    public Mono<Void> ready() {
        return index.then();
    }

    /// Errors with [EmailTaken].
    public Mono<User> insert(User user) {
        return ready().then(mongo.insert(user)).onErrorMap(DuplicateKeyException.class, EmailTaken::new);
    }

    public Mono<User> find(UserId id) {
        return mongo.findById(id.value(), User.class);
    }

    public Mono<User> findByEmail(Email email) {
        return ready().then(mongo.findOne(query(where(EMAIL_KEY).is(email.key())), User.class));
    }

    /// All users in the order of their coming, without their hashes.
    public Flux<User> all() {
        var query = new Query().with(Sort.by("_id"));
        query.fields().exclude("password");
        return mongo.find(query, User.class);
    }

    public Mono<Boolean> isEmpty() {
        return mongo.exists(new Query(), User.class).map(some -> !some);
    }

    /// The user as changed; empty where there is none.
    public Mono<User> change(UserId id, ProfileChange change) {
        var update = new Update().set("updatedAt", clock.instant());
        if (change.fullName() != null) {
            update.set("fullName", change.fullName());
        }
        if (change.bio() != null) {
            update.set("bio", change.bio());
        }
        if (change.profilePic() != null) {
            update.set("profilePic", change.profilePic());
        }
        return mongo.findAndModify(
                query(where("_id").is(id.value())),
                update,
                FindAndModifyOptions.options().returnNew(true),
                User.class);
    }

    /// Puts another hash in the place of that one. False where that one is gone: somebody changed the
    /// password.
    public Mono<Boolean> replacePassword(UserId id, String oldHash, String newHash) {
        return mongo.updateFirst(
                        query(where("_id").is(id.value()).and("password").is(oldHash)),
                        new Update().set("password", newHash),
                        User.class)
                .map(result -> result.getMatchedCount() == 1);
    }

    /// Sets another password and voids what is dated before that time, in one step. The user as changed;
    /// empty where the old hash is gone.
    public Mono<User> changePassword(UserId id, String oldHash, String newHash, Instant tokensFrom) {
        return mongo.findAndModify(
                query(where("_id").is(id.value()).and("password").is(oldHash)),
                new Update().set("password", newHash).max(TOKENS_FROM, tokensFrom),
                FindAndModifyOptions.options().returnNew(true),
                User.class);
    }

    /// Voids tokens and sessions dated before that time.
    public Mono<Void> voidTokens(UserId id, Instant tokensFrom) {
        return mongo.updateFirst(
                        query(where("_id").is(id.value())), new Update().max(TOKENS_FROM, tokensFrom), User.class)
                .then();
    }

    /// False where there is no such user. Who is banned already stays so, since then.
    public Mono<Boolean> ban(UserId id, Instant now) {
        return mongo.updateFirst(query(where("_id").is(id.value())), new Update().min(BANNED_AT, now), User.class)
                .map(result -> result.getMatchedCount() == 1);
    }

    /// False where there is no such user.
    public Mono<Boolean> unban(UserId id) {
        return mongo.updateFirst(query(where("_id").is(id.value())), new Update().unset(BANNED_AT), User.class)
                .map(result -> result.getMatchedCount() == 1);
    }

    /// Users who are banned, by id, without their hashes.
    ///
    /// @param after only those whose id comes behind it; null for all
    public Flux<User> banned(@Nullable UserId after, int limit) {
        var wanted = where(BANNED_AT).exists(true);
        if (after != null) {
            wanted = wanted.and("_id").gt(after.value());
        }
        var query = query(wanted).with(Sort.by("_id")).limit(limit);
        query.fields().exclude("password");
        return ready().thenMany(mongo.find(query, User.class));
    }

    public Mono<Long> bannedCount() {
        return ready().then(mongo.count(query(where(BANNED_AT).exists(true)), User.class));
    }

    /// False where that hash, or the user, is gone already.
    public Mono<Boolean> delete(UserId id, String hash) {
        return mongo.remove(query(where("_id").is(id.value()).and("password").is(hash)), User.class)
                .map(result -> result.getDeletedCount() == 1);
    }

    public Mono<User> makeAdmin(UserId id) {
        return mongo.findAndModify(
                query(where("_id").is(id.value())),
                new Update().set("role", TokenClaims.ROLE_ADMIN),
                FindAndModifyOptions.options().returnNew(true),
                User.class);
    }

    /// Sparse, so that users brought from elsewhere can be there before their keys are.
    private Mono<String> makeIndex() {
        var byKey = new Index(EMAIL_KEY, Sort.Direction.ASC).unique().sparse().named("emailKey_unique");
        // Few are banned: the list of them must not look at everybody.
        var byBan = new Index(BANNED_AT, Sort.Direction.ASC).sparse().named("bannedAt_sparse");
        return mongo.indexOps(User.class)
                .createIndex(byKey)
                .flatMap(name -> addMissingKeys().thenReturn(name))
                .flatMap(name -> mongo.indexOps(User.class).createIndex(byBan).thenReturn(name));
    }

    private Mono<Void> addMissingKeys() {
        return mongo.find(query(where(EMAIL_KEY).exists(false)), User.class)
                .concatMap(user -> mongo.updateFirst(
                                query(where("_id").is(user.id())),
                                new Update().set(EMAIL_KEY, Email.keyOf(user.email())),
                                User.class)
                        .onErrorResume(DuplicateKeyException.class, _ -> {
                            log.warn("User {} can't log in: another one has the same e-mail address", user.id());
                            return Mono.empty();
                        }))
                .then();
    }
}
