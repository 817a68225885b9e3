package io.chatspace.auth.user;

import java.time.Clock;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The AI assistant's user: one like any other, except that nobody can log in as them, having no password,
/// and that nobody can sign up with their address, since it is indexed under a key that no address has.
@Component
public class AssistantUser {
    private static final Logger log = LoggerFactory.getLogger(AssistantUser.class);

    /// The same on every server: spells `chatspace-ai`. So nodes that make the user at once make one.
    static final ObjectId ID = new ObjectId("6368617473706163652d6169");

    private static final String ADDRESS = "assistant@chatspace.invalid";
    private static final String BIO = "I am a language model. What I say may be wrong.";

    private final UserRepository users;
    private final UserChanges changes;
    private final UserId id;
    private final String name;
    private final Clock clock;

    AssistantUser(UserRepository users, UserChanges changes, AssistantProperties properties, Clock clock) {
        this.users = users;
        this.changes = changes;
        this.id = new UserId(properties.id().isEmpty() ? ID : new ObjectId(properties.id()));
        this.name = properties.name();
        this.clock = clock;
    }

    /// The user, made now where there was none.
    public Mono<User> ensure() {
        return users.find(id).switchIfEmpty(Mono.defer(this::make));
    }

    private Mono<User> make() {
        var now = clock.instant();
        var user = new User(id.value(), name, ADDRESS, ":" + id, null, "", BIO, null, null, null, now, now);
        return users.insert(user)
                .doOnNext(_ -> {
                    log.info("User {} is the AI assistant", id);
                    changes.announce(id);
                })
                // Another node was first.
                .onErrorResume(EmailTaken.class, _ -> users.find(id));
    }
}
