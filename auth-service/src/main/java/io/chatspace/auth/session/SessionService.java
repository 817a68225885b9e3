package io.chatspace.auth.session;

import io.chatspace.auth.revocation.Revoker;
import io.chatspace.auth.token.JwtIssuer;
import io.chatspace.auth.token.TokenProperties;
import io.chatspace.auth.user.Admins;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserBanned;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Starts sessions and ends them.
@Service
public class SessionService {
    private static final int SECRET_BYTES = 32;

    private final SessionRepository sessions;
    private final UserRepository users;
    private final Admins admins;
    private final JwtIssuer tokens;
    private final TokenProperties ttl;
    private final SessionProperties properties;
    private final Revoker revoker;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SessionService(
            SessionRepository sessions,
            UserRepository users,
            Admins admins,
            JwtIssuer tokens,
            TokenProperties ttl,
            SessionProperties properties,
            Revoker revoker,
            Clock clock) {
        this.sessions = sessions;
        this.users = users;
        this.admins = admins;
        this.tokens = tokens;
        this.ttl = ttl;
        this.properties = properties;
        this.revoker = revoker;
        this.clock = clock;
    }

    /// What a client is given to go on with.
    ///
    /// @param expiresIn     life of the access token, where it can be refreshed
    /// @param refreshToken  for the cookie; null where the client did not ask for one
    /// @param sessionEndsIn life of the cookie
    public record Issued(
            String accessToken,
            @Nullable Duration expiresIn,
            @Nullable String refreshToken,
            Duration sessionEndsIn) {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    /// Errors with [UserBanned], and leaves nothing behind, where an admin shuts the user out at this very
    /// moment.
    ///
    /// @param refreshable whether the client knows how to refresh: then it gets a short token and a way to
    /// the next
    public Mono<Issued> start(User user, Client client, boolean refreshable) {
        var now = clock.instant();
        var id = new ObjectId();
        var token = refreshable ? RefreshToken.first(id, randomBytes()) : null;
        var session = new Session(
                id,
                user.id(),
                client.device(),
                client.address(),
                later(now, user.tokensFrom()),
                now,
                now.plus(refreshable ? properties.familyTtl() : ttl.accessTtl()),
                token == null ? null : Session.Chain.first(token, now));
        return sessions.insert(session, now).flatMap(_ -> issue(user, session, token));
    }

    /// The next tokens of the session. Errors with [SessionError.Ended], and ends the session, where the
    /// token was used
    /// before and its reuse window is over: whoever has it may have stolen it.
    Mono<Issued> refresh(RefreshToken token, Client client) {
        var now = clock.instant();
        var salt = randomBytes();
        var successor = token.successor(salt);
        return sessions.rotate(token, successor, salt, now, client)
                .map(session -> new Step(session, successor))
                .switchIfEmpty(Mono.defer(() -> reuse(token)))
                .flatMap(this::next)
                .onErrorMap(UserBanned.class, _ -> new SessionError.Ended())
                .switchIfEmpty(Mono.error(SessionError.Ended::new));
    }

    private record Step(Session session, RefreshToken token) {}

    /// Empty where the session is gone, or has just been ended.
    private Mono<Step> reuse(RefreshToken token) {
        return sessions.find(token.sessionId(), clock.instant()).flatMap(session -> {
            var chain = session.refresh();
            if (chain != null
                    && chain.salt() != null
                    && token.hash().equals(chain.previous())
                    && clock.instant().isBefore(chain.rotatedAt().plus(properties.reuseWindow()))) {
                return Mono.just(new Step(session, token.successor(chain.salt().getData())));
            }
            return end(session.userId(), session.id()).then(Mono.empty());
        });
    }

    private Mono<Issued> next(Step step) {
        var session = step.session();
        return users.find(new UserId(session.userId()))
                .filter(user -> !user.isBanned())
                .filter(user ->
                        user.tokensFrom() == null || !session.createdAt().isBefore(user.tokensFrom()))
                .flatMap(user -> issue(user, session, step.token()));
    }

    private Mono<Issued> issue(User user, Session session, @Nullable RefreshToken token) {
        var subject = new JwtIssuer.Subject(
                user.userId().toString(), session.id().toHexString(), admins.include(user), user.tokensFrom());
        var life = token == null ? ttl.accessTtl() : ttl.shortAccessTtl();
        var left = Duration.between(clock.instant(), session.expiresAt());
        return tokens.issue(subject, life.compareTo(left) < 0 ? life : left)
                .delayUntil(_ -> stillWelcome(session))
                .map(jwt -> new Issued(jwt, token == null ? null : life, token == null ? null : token.text(), left));
    }

    /// Looks once more, after the token is dated: a ban that comes later than this revokes it, an earlier one
    /// is seen. Without it a login that took long could end with a token from after the ban.
    private Mono<Void> stillWelcome(Session session) {
        return users.find(new UserId(session.userId()))
                .map(User::isBanned)
                .defaultIfEmpty(true)
                .flatMap(shutOut ->
                        shutOut ? end(session.userId(), session.id()).then(Mono.error(UserBanned::new)) : Mono.empty());
    }

    Flux<Session> ofUser(UserId user) {
        return sessions.ofUser(user.value(), clock.instant());
    }

    /// Ends that session of that user, and every token of it. False where there is none.
    Mono<Boolean> end(ObjectId userId, ObjectId sessionId) {
        return sessions.delete(sessionId, userId)
                .flatMap(there -> there
                        ? revoker.revokeSession(userId.toHexString(), sessionId.toHexString())
                                .thenReturn(true)
                        : Mono.just(false));
    }

    /// Ends the session that the caller's token is of, whether or not the database still has it.
    Mono<Void> logOut(UserId user, ObjectId sessionId) {
        return sessions.delete(sessionId, user.value())
                .then(revoker.revokeSession(user.toString(), sessionId.toHexString()));
    }

    /// Ends every session that the user has.
    public Mono<Void> endAll(UserId user) {
        return users.find(user)
                .map(found -> Revoker.cutoff(clock.instant(), found.tokensFrom()))
                .switchIfEmpty(Mono.fromSupplier(() -> Revoker.cutoff(clock.instant(), null)))
                .flatMap(cutoff -> users.voidTokens(user, cutoff).then(endAllBefore(user, cutoff)));
    }

    /// As [#endAll(UserId)], where the user says already that what is dated before is void, or is gone.
    public Mono<Void> endAllBefore(UserId user, Instant cutoff) {
        return sessions.deleteAllOf(user.value()).then(revoker.revokeUser(user, cutoff));
    }

    private byte[] randomBytes() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Instant later(Instant now, @Nullable Instant other) {
        return other != null && other.isAfter(now) ? other : now;
    }
}
