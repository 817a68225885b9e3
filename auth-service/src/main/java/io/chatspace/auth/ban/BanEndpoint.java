package io.chatspace.auth.ban;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chatspace.auth.ban.BanService.BannedPage;
import io.chatspace.auth.user.User;
import io.chatspace.contracts.Timestamps;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST` and `DELETE /api/auth/users/{id}/ban`, and `GET /api/auth/users/banned`, for admins.
@RestController
class BanEndpoint {
    static final int MOST = 200;

    private final BanService bans;

    record Done(boolean success, String message) {}

    record Banned(UserView user, String bannedAt) {
        static Banned of(User user) {
            return new Banned(
                    user.view(), Timestamps.format(Objects.requireNonNullElse(user.bannedAt(), Instant.EPOCH)));
        }
    }

    /// @param next give it as `after` for the next page; absent on the last
    record Page(
            boolean success,
            List<Banned> banned,
            long total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static Page of(BannedPage page) {
            var shown = page.users().stream().map(Banned::of).toList();
            return new Page(
                    true,
                    shown,
                    page.total(),
                    page.more() ? shown.getLast().user().id() : null);
        }
    }

    BanEndpoint(BanService bans) {
        this.bans = bans;
    }

    /// With their e-mail addresses, whatever others may see: an admin has to tell people of the same name apart.
    @GetMapping("/api/auth/users/banned")
    Mono<Page> banned(
            Caller caller,
            @RequestParam(defaultValue = "" + MOST) String limit,
            @RequestParam(defaultValue = "") String after) {
        return bans.banned(caller, limit, after).map(Page::of);
    }

    @PostMapping("/api/auth/users/{id}/ban")
    Mono<Done> ban(Caller caller, @PathVariable String id) {
        return bans.ban(caller, id).thenReturn(new Done(true, "User banned"));
    }

    @DeleteMapping("/api/auth/users/{id}/ban")
    Mono<Done> unban(Caller caller, @PathVariable String id) {
        return bans.unban(caller, id).thenReturn(new Done(true, "User is no longer banned"));
    }
}
