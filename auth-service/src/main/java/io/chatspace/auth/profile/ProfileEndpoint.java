package io.chatspace.auth.profile;

import io.chatspace.auth.input.RequestFields;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/auth/get-profile` and `PUT /api/auth/update-profile` (JSON, form, or multipart with a picture).
@RestController
class ProfileEndpoint {
    private final ProfileService profiles;

    ProfileEndpoint(ProfileService profiles) {
        this.profiles = profiles;
    }

    record Fetched(boolean success, String message, UserView user) {}

    record Updated(boolean success, String message, UserView updatedUser) {}

    @GetMapping("/api/auth/get-profile")
    Mono<Fetched> profile(Caller caller) {
        return profiles.find(caller).map(user -> new Fetched(true, "User profile fetched successfully", user.view()));
    }

    @PutMapping("/api/auth/update-profile")
    Mono<Updated> change(Caller caller, RequestFields fields) {
        return profiles.change(caller, fields)
                .map(user -> new Updated(true, "User profile updated successfully", user.view()));
    }
}
