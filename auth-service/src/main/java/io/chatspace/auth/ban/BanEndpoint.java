package io.chatspace.auth.ban;

import io.chatspace.kit.security.Caller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST` and `DELETE /api/auth/users/{id}/ban`, for admins.
@RestController
class BanEndpoint {
    private final BanService bans;

    record Done(boolean success, String message) {}

    BanEndpoint(BanService bans) {
        this.bans = bans;
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
