package io.chatspace.auth.account;

import io.chatspace.auth.password.PasswordHashes;
import io.chatspace.auth.password.PasswordPolicy;
import io.chatspace.auth.revocation.Revoker;
import io.chatspace.auth.session.SessionService;
import io.chatspace.auth.user.Email;
import io.chatspace.auth.user.EmailTaken;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserBanned;
import io.chatspace.auth.user.UserChanges;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Signs users up, checks who logs in, and changes or removes an account for who knows its password.
@Service
class AccountService {
    private final UserRepository users;
    private final PasswordPolicy policy;
    private final PasswordHashes hashes;
    private final LoginThrottle throttle;
    private final FirstAdmin firstAdmin;
    private final SessionService sessions;
    private final UserChanges changes;
    private final Clock clock;

    AccountService(
            UserRepository users,
            PasswordPolicy policy,
            PasswordHashes hashes,
            LoginThrottle throttle,
            FirstAdmin firstAdmin,
            SessionService sessions,
            UserChanges changes,
            Clock clock) {
        this.users = users;
        this.policy = policy;
        this.hashes = hashes;
        this.throttle = throttle;
        this.firstAdmin = firstAdmin;
        this.sessions = sessions;
        this.changes = changes;
        this.clock = clock;
    }

    /// The new user. The look before the hash saves a hash; it is the insert that decides.
    Mono<User> signUp(SignUp request) {
        policy.check(request.password());
        return users.findByEmail(request.email())
                .flatMap(_ -> Mono.<Boolean>error(new AccountError.UserExists()))
                .switchIfEmpty(Mono.defer(firstAdmin::isOpen))
                .flatMap(open -> create(request).flatMap(user -> open ? firstAdmin.claim(user) : Mono.just(user)))
                .onErrorMap(EmailTaken.class, _ -> new AccountError.UserExists())
                .doOnNext(user -> changes.announce(user.userId()));
    }

    /// The user with that address and password. Takes as long where there is no such user. Errors with
    /// [UserBanned] where all of it is right but an admin has shut the user out: who does not know the
    /// password is not told.
    Mono<User> logIn(String text, String password) {
        var email = Email.parse(text);
        if (email == null || policy.impossible(password)) {
            return Mono.error(new AccountError.InvalidCredentials());
        }
        throttle.check(email);
        return users.findByEmail(email)
                .map(user -> new Candidate(user, user.password()))
                .defaultIfEmpty(new Candidate(null, null))
                .flatMap(candidate -> check(candidate, password))
                .doOnNext(_ -> throttle.succeeded(email))
                .switchIfEmpty(Mono.error(() -> {
                    throttle.failed(email);
                    return new AccountError.InvalidCredentials();
                }))
                .filter(user -> !user.isBanned())
                .switchIfEmpty(Mono.error(UserBanned::new));
    }

    /// The user with another password; every token and session from before is void.
    Mono<User> changePassword(Caller caller, String current, String next) {
        policy.check(next);
        return confirmed(caller, current)
                .flatMap(owner -> hashes.hash(next).flatMap(hash -> {
                    var cutoff = Revoker.cutoff(clock.instant(), owner.tokensFrom());
                    return users.changePassword(owner.id(), owner.hash(), hash, cutoff)
                            .switchIfEmpty(Mono.error(AccountError.WrongPassword::new))
                            .flatMap(user ->
                                    sessions.endAllBefore(owner.id(), cutoff).thenReturn(user));
                }));
    }

    /// Removes the user and whatever they could still come in with.
    Mono<Void> delete(Caller caller, String password) {
        return confirmed(caller, password)
                .flatMap(owner -> sessions.endAll(owner.id())
                        .then(users.delete(owner.id(), owner.hash()))
                        .flatMap(gone -> gone
                                ? Mono.fromRunnable(() -> changes.announce(owner.id()))
                                : Mono.error(new AccountError.WrongPassword())));
    }

    private record Owner(UserId id, String hash, @Nullable Instant tokensFrom) {}

    private Mono<Owner> confirmed(Caller caller, String password) {
        var id = UserId.parse(caller.userId());
        return (id == null ? Mono.<User>empty() : users.find(id))
                .switchIfEmpty(Mono.error(TokenError.UserNotFound::new))
                .flatMap(user -> policy.impossible(password)
                        ? Mono.<Owner>empty()
                        : hashes.check(password, user.password())
                                .filter(PasswordHashes.Verdict::matches)
                                .mapNotNull(_ -> user.password() == null
                                        ? null
                                        : new Owner(user.userId(), user.password(), user.tokensFrom())))
                .switchIfEmpty(Mono.error(AccountError.WrongPassword::new));
    }

    private record Candidate(@Nullable User user, @Nullable String hash) {}

    private Mono<User> check(Candidate candidate, String password) {
        return hashes.check(password, candidate.hash()).flatMap(verdict -> {
            var user = candidate.user();
            var hash = candidate.hash();
            if (!verdict.matches() || user == null || hash == null) {
                return Mono.empty();
            }
            var upgraded = verdict.upgraded();
            return upgraded == null
                    ? Mono.just(user)
                    : users.replacePassword(user.userId(), hash, upgraded).thenReturn(user);
        });
    }

    private Mono<User> create(SignUp request) {
        return hashes.hash(request.password())
                .map(hash -> User.create(
                        request.fullName(),
                        request.email(),
                        hash,
                        request.profilePic(),
                        request.bio(),
                        clock.instant()))
                .flatMap(users::insert);
    }
}
