package io.chatspace.auth.revocation;

import io.chatspace.auth.token.TokenProperties;
import io.chatspace.auth.user.UserId;
import io.chatspace.contracts.SessionRevoked;
import io.chatspace.kit.security.RevocationList;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Revokes tokens. Done means written to the database and known here; the others hear of it within a
/// second, or as soon
/// as Redis is back.
@Component
public class Revoker {
    private final RevocationRepository stored;
    private final RevocationAnnouncer announcer;
    private final RevocationList known;
    private final TokenProperties tokens;
    private final Clock clock;

    Revoker(
            RevocationRepository stored,
            RevocationAnnouncer announcer,
            RevocationList known,
            TokenProperties tokens,
            Clock clock) {
        this.stored = stored;
        this.announcer = announcer;
        this.known = known;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Ends every token of that session, however it is dated; it must not get new ones.
    public Mono<Void> revokeSession(String userId, String sessionId) {
        var until = until(cutoff(clock.instant()));
        return revoke(new SessionRevoked(userId, sessionId, until, until));
    }

    /// Ends every token that the user has. Tokens made later must say that they were issued no earlier than
    /// [#cutoff(Instant, Instant)] of the moment before this call.
    public Mono<Void> revokeUser(UserId user, Instant cutoff) {
        return revoke(new SessionRevoked(user.toString(), null, cutoff.toEpochMilli(), until(cutoff)));
    }

    /// Tokens tell the second of their issue and no more: those of the running second are revoked, and tokens
    /// made after a revocation are dated with the next one.
    ///
    /// @param tokensFrom the cutoff before this one, which tokens made since may be dated with though it is
    /// to come
    public static Instant cutoff(Instant now, @Nullable Instant tokensFrom) {
        return cutoff(tokensFrom != null && tokensFrom.isAfter(now) ? tokensFrom : now);
    }

    private static Instant cutoff(Instant from) {
        return from.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private Mono<Void> revoke(SessionRevoked event) {
        return stored.insert(StoredRevocation.of(event))
                .doOnNext(_ -> {
                    known.add(event);
                    announcer.announce(event);
                })
                .then();
    }

    private long until(Instant from) {
        return from.plus(tokens.longestTtl()).plusSeconds(60).toEpochMilli();
    }
}
