package io.chatspace.message.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Who the users are. Answers of auth-service are used for a short while, less when a change is announced;
/// while it is away older answers go on being used, however old.
///
/// Safe for use from any thread.
public final class UserDirectory {
    private static final Logger log = LoggerFactory.getLogger(UserDirectory.class);
    private static final long OUTDATED = -1;

    private final AuthClient auth;
    private final Duration freshFor;
    private final Clock clock;
    private final Cache<UserId, Known<UserView>> users;
    private final AtomicReference<@Nullable Known<List<UserView>>> list = new AtomicReference<>();
    private final AtomicReference<@Nullable Fetch> fetching = new AtomicReference<>();
    private final AtomicReference<@Nullable UserId> assistant = new AtomicReference<>();
    /// Counts the announced changes: a list that was asked for before one is not fresh after it.
    private final AtomicLong changes = new AtomicLong();
    /// Counts the times when announcements may have been missed: nothing from before is fresh after one.
    private final AtomicLong gaps = new AtomicLong();

    /// @param asOf the count of changes (a list) or of gaps (one user) when it was asked for
    private record Known<T>(T value, Instant until, long asOf) {}

    private record Fetch(Mono<List<UserView>> users, long changes) {}

    UserDirectory(AuthClient auth, Duration freshFor, int maxUsers, Clock clock) {
        this.auth = auth;
        this.freshFor = freshFor;
        this.clock = clock;
        this.users = Caffeine.newBuilder().maximumSize(maxUsers).build();
    }

    /// Every user. Errors with [DirectoryError.Unavailable] where nothing was ever learnt.
    public Mono<List<UserView>> all(Caller caller) {
        return Mono.defer(() -> {
            var known = list.get();
            if (known != null && fresh(known, changes) && holds(known.value(), caller)) {
                return Mono.just(known.value());
            }
            var fetched = fetchAll(caller);
            return known == null ? fetched : fetched.onErrorResume(DirectoryError.Unavailable.class, _ -> stale(known));
        });
    }

    /// The user; errors with [DirectoryError.UserNotFound] where there is none, or
    /// [DirectoryError.Unavailable].
    public Mono<UserView> find(UserId id, Caller caller) {
        return Mono.defer(() -> {
            var known = users.getIfPresent(id);
            if (known != null && fresh(known, gaps)) {
                return Mono.just(known.value());
            }
            long asOf = gaps.get();
            long before = changes.get();
            var fetched = auth.user(id, caller.token())
                    // Whoever changed meanwhile may be this one: used now, asked for again next time.
                    .doOnNext(user -> users.put(id, known(user, changes.get() == before ? asOf : OUTDATED)))
                    .switchIfEmpty(Mono.error(DirectoryError.UserNotFound::new))
                    .doOnError(DirectoryError.UserNotFound.class, _ -> users.invalidate(id));
            return known == null ? fetched : fetched.onErrorResume(DirectoryError.Unavailable.class, _ -> stale(known));
        });
    }

    /// Who the AI assistant is among the users. Asked once: it does not change while services run.
    public Mono<UserId> assistant(Caller caller) {
        return Mono.defer(() -> {
            var known = assistant.get();
            return known != null
                    ? Mono.just(known)
                    : auth.assistant(caller.token())
                            .map(user -> UserId.parse(user.id()))
                            .doOnNext(assistant::set);
        });
    }

    /// What is known of this user, and the list, has to be asked for again.
    void changed(UserId id) {
        changes.incrementAndGet();
        users.asMap().computeIfPresent(id, (_, known) -> known(known.value(), OUTDATED));
    }

    /// What is known of anybody has to be asked for again.
    void anyoneMayHaveChanged() {
        changes.incrementAndGet();
        gaps.incrementAndGet();
    }

    private Mono<List<UserView>> fetchAll(Caller caller) {
        var running = fetching.get();
        long asOf = changes.get();
        if (running != null && running.changes() == asOf) {
            return running.users();
        }
        var mine = auth.users(caller.token())
                .doOnNext(users -> list.set(known(List.copyOf(users), asOf)))
                .doFinally(_ -> fetching.set(null))
                .cache();
        fetching.set(new Fetch(mine, asOf));
        return mine;
    }

    private <T> Known<T> known(T value, long asOf) {
        return new Known<>(value, clock.instant().plus(freshFor), asOf);
    }

    private boolean fresh(Known<?> known, AtomicLong count) {
        return known.asOf() == count.get() && clock.instant().isBefore(known.until());
    }

    /// Somebody who signed up a moment ago is not in a list from before.
    private static boolean holds(List<UserView> users, Caller caller) {
        return users.stream().anyMatch(user -> user.id().equals(caller.userId()));
    }

    private static <T> Mono<T> stale(Known<T> known) {
        log.debug("auth-service is away: using what was known before");
        return Mono.just(known.value());
    }
}
