package io.chatspace.auth.ban;

import io.chatspace.auth.session.SessionService;
import io.chatspace.auth.user.Admins;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import io.chatspace.kit.security.Caller;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Bans users for admins. Who is an admin is what the database and the configuration say now, not what a
/// token said when it was made.
@Service
class BanService {
    private static final Logger log = LoggerFactory.getLogger(BanService.class);

    private final UserRepository users;
    private final Admins admins;
    private final SessionService sessions;
    private final Clock clock;

    BanService(UserRepository users, Admins admins, SessionService sessions, Clock clock) {
        this.users = users;
        this.admins = admins;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Shuts the user out: no login from now on, and every session and token ended as by
    /// [SessionService#endAll(UserId)]. Once more does the same, which makes good a ban that failed half way.
    /// The mark is set before anything is ended, so that no login can slip in between.
    Mono<Void> ban(Caller caller, String id) {
        return asAdmin(caller, id).flatMap(target -> {
            if (target.toString().equals(caller.userId())) {
                return Mono.error(new BanError.Oneself());
            }
            return users.find(target)
                    .switchIfEmpty(Mono.error(BanError.UserNotFound::new))
                    .filter(user -> !admins.include(user))
                    .switchIfEmpty(Mono.error(BanError.AnotherAdmin::new))
                    .flatMap(_ -> users.ban(target, clock.instant()))
                    .filter(there -> there)
                    .switchIfEmpty(Mono.error(BanError.UserNotFound::new))
                    .flatMap(_ -> sessions.endAll(target))
                    .doOnSuccess(_ -> log.info("User {} was banned by {}", target, caller.userId()));
        });
    }

    /// Lets the user log in again. What was ended stays so. Nothing happens where there was no ban.
    Mono<Void> unban(Caller caller, String id) {
        return asAdmin(caller, id)
                .flatMap(target -> users.unban(target)
                        .filter(there -> there)
                        .switchIfEmpty(Mono.error(BanError.UserNotFound::new))
                        .doOnNext(_ -> log.info("User {} was let in again by {}", target, caller.userId())))
                .then();
    }

    /// @param total all that are banned, on all pages
    /// @param more  whether there is a page after this one, which then is not empty
    record BannedPage(List<User> users, long total, boolean more) {}

    /// Who is banned, in the order of their ids.
    ///
    /// @param limit users of a page, as the caller wrote it
    /// @param after the last id of the page before; empty for the first page
    Mono<BannedPage> banned(Caller caller, String limit, String after) {
        return admin(caller).flatMap(_ -> {
            int most = number(limit);
            var last = after.isEmpty() ? null : UserId.parse(after);
            if (most < 1 || most > BanEndpoint.MOST || (last == null && !after.isEmpty())) {
                return Mono.error(new BanError.BadPage());
            }
            return Mono.zip(users.banned(last, most + 1).collectList(), users.bannedCount())
                    .map(found -> {
                        boolean more = found.getT1().size() > most;
                        var page = more ? found.getT1().subList(0, most) : found.getT1();
                        return new BannedPage(page, found.getT2(), more);
                    });
        });
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// The user that the text names, where the caller may decide about users at all.
    private Mono<UserId> asAdmin(Caller caller, String id) {
        return admin(caller).mapNotNull(_ -> UserId.parse(id)).switchIfEmpty(Mono.error(BanError.MalformedId::new));
    }

    private Mono<User> admin(Caller caller) {
        var self = UserId.parse(caller.userId());
        return (self == null ? Mono.<User>empty() : users.find(self))
                .filter(admins::include)
                .switchIfEmpty(Mono.error(BanError.NotAdmin::new));
    }
}
