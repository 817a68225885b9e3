package io.chatspace.auth.account;

import io.chatspace.auth.user.AdminProperties;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes the first user of an empty database its admin, where the configuration says so. Of several who sign up at once
/// one becomes admin: the one whose claim, a document with a fixed id, is in the database first.
@Component
class FirstAdmin {
    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

    private final ReactiveMongoTemplate mongo;
    private final UserRepository users;
    private final boolean wanted;

    @Document("claims")
    record Claim(@Id String id, String userId) {
        static final String FIRST_ADMIN = "first-admin";
    }

    FirstAdmin(ReactiveMongoTemplate mongo, UserRepository users, AdminProperties properties) {
        this.mongo = mongo;
        this.users = users;
        this.wanted = properties.firstUserIsAdmin();
    }

    /// Whether whoever signs up now may be the first.
    Mono<Boolean> isOpen() {
        return wanted ? users.isEmpty() : Mono.just(false);
    }

    /// The user as admin, or as before where another one was first.
    Mono<User> claim(User user) {
        return mongo.insert(new Claim(Claim.FIRST_ADMIN, user.userId().toString()))
                .flatMap(_ -> users.makeAdmin(user.userId()))
                .doOnNext(admin -> log.info("User {} is the first one and therefore admin", admin.id()))
                .onErrorResume(DuplicateKeyException.class, _ -> Mono.just(user));
    }
}
