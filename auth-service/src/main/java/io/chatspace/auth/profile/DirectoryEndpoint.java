package io.chatspace.auth.profile;

import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/auth/users` and `GET /api/auth/users/{id}`: who there is. The other services ask it in their callers'
/// names.
@RestController
class DirectoryEndpoint {
    private final UserRepository users;
    private final boolean showEmail;

    DirectoryEndpoint(UserRepository users, DirectoryProperties properties) {
        this.users = users;
        this.showEmail = properties.showEmail();
    }

    record Everybody(boolean success, List<UserView> users) {}

    record One(boolean success, UserView user) {}

    @GetMapping("/api/auth/users")
    Mono<Everybody> everybody(Caller caller) {
        return users.all().map(user -> viewFor(caller, user)).collectList().map(all -> new Everybody(true, all));
    }

    @GetMapping("/api/auth/users/{id}")
    Mono<One> one(Caller caller, @PathVariable String id) {
        var userId = UserId.parse(id);
        if (userId == null) {
            return Mono.error(new ProfileError.MalformedId());
        }
        return users.find(userId)
                .map(user -> new One(true, viewFor(caller, user)))
                .switchIfEmpty(Mono.error(ProfileError.UserNotFound::new));
    }

    private UserView viewFor(Caller caller, User user) {
        var view = user.view();
        return showEmail || view.id().equals(caller.userId()) ? view : view.withoutEmail();
    }
}
