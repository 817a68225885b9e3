package io.chatspace.auth.account;

import io.chatspace.auth.password.PasswordHashes;
import io.chatspace.auth.password.PasswordPolicy;
import io.chatspace.auth.user.Email;
import io.chatspace.auth.user.EmailTaken;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserChanges;
import io.chatspace.auth.user.UserRepository;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Signs users up and checks who logs in.
@Service
class AccountService {
    private final UserRepository users;
    private final PasswordPolicy policy;
    private final PasswordHashes hashes;
    private final FirstAdmin firstAdmin;
    private final UserChanges changes;
    private final Clock clock;

    AccountService(
            UserRepository users,
            PasswordPolicy policy,
            PasswordHashes hashes,
            FirstAdmin firstAdmin,
            UserChanges changes,
            Clock clock) {
        this.users = users;
        this.policy = policy;
        this.hashes = hashes;
        this.firstAdmin = firstAdmin;
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

    /// The user with that address and password. Takes as long where there is no such user.
    Mono<User> logIn(String email, String password) {
        if (policy.impossible(password)) {
            return Mono.error(new AccountError.InvalidCredentials());
        }
        return find(email)
                .map(user -> new Candidate(user, user.password()))
                .defaultIfEmpty(new Candidate(null, null))
                .flatMap(candidate -> check(candidate, password))
                .switchIfEmpty(Mono.error(AccountError.InvalidCredentials::new));
    }

    private record Candidate(@Nullable User user, @Nullable String hash) {}

    private Mono<User> find(String email) {
        var address = Email.parse(email);
        return address == null ? Mono.empty() : users.findByEmail(address);
    }

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
