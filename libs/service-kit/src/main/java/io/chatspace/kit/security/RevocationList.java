package io.chatspace.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.chatspace.contracts.SessionRevoked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every revocation that still matters, in memory: at most [#BOUND], each forgotten once the tokens that it is about
/// have expired by themselves. Safe for use by many threads; nothing here waits.
public final class RevocationList implements Revocations {
    /// About 40 MiB. Past it some revocations are forgotten early: watch `chatspace.security.revocations`.
    public static final int BOUND = 200_000;

    private final Clock clock;
    private final Cache<String, SessionRevoked> entries;
    private final List<Consumer<SessionRevoked>> listeners = new CopyOnWriteArrayList<>();

    public RevocationList(Clock clock) {
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumSize(BOUND)
                .expireAfter(Expiry.<String, SessionRevoked>writing((_, entry) -> remaining(entry)))
                .build();
    }

    @Override
    public boolean revoked(AccessToken token) {
        return revoked(token.caller().userId(), token.caller().sessionId(), token.issuedAt());
    }

    /// Whether a token of that user and session, issued then, was revoked: for sockets, which outlive the look at their
    /// token.
    public boolean revoked(String userId, @Nullable String sessionId, @Nullable Instant issuedAt) {
        return covers(entries.getIfPresent(userId), issuedAt)
                || (sessionId != null && covers(entries.getIfPresent(keyOf(userId, sessionId)), issuedAt));
    }

    /// Adds what was revoked. Those who listen hear of it where it is news.
    public void add(SessionRevoked event) {
        if (remaining(event).isZero()) {
            return;
        }
        var session = event.sessionId();
        var key = session == null ? event.userId() : keyOf(event.userId(), session);
        var before = entries.getIfPresent(key);
        var after = entries.asMap().merge(key, event, RevocationList::later);
        if (!Objects.equals(before, after)) {
            listeners.forEach(listener -> listener.accept(event));
        }
    }

    /// Calls back with each revocation that becomes known from now on. The listener must not block or throw.
    public void listen(Consumer<SessionRevoked> listener) {
        listeners.add(listener);
    }

    public long size() {
        return entries.estimatedSize();
    }

    /// Seconds are all that a token says of when it was issued: one of the second in which it was revoked is revoked.
    private static boolean covers(@Nullable SessionRevoked entry, @Nullable Instant issuedAt) {
        return entry != null && (issuedAt == null || issuedAt.toEpochMilli() < entry.issuedBefore());
    }

    private static SessionRevoked later(SessionRevoked a, SessionRevoked b) {
        return new SessionRevoked(
                a.userId(),
                a.sessionId(),
                Math.max(a.issuedBefore(), b.issuedBefore()),
                Math.max(a.until(), b.until()));
    }

    private Duration remaining(SessionRevoked entry) {
        return Duration.ofMillis(Math.max(0, entry.until() - clock.millis()));
    }

    private static String keyOf(String userId, String sessionId) {
        return userId + '/' + sessionId;
    }
}
