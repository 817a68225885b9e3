package io.chatspace.auth.profile;

import io.chatspace.auth.input.RequestFields;
import io.chatspace.auth.user.ProfileChange;
import io.chatspace.auth.user.ProfileText;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserChanges;
import io.chatspace.auth.user.UserId;
import io.chatspace.auth.user.UserRepository;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// A caller's own profile. All of it errors with [TokenError.UserNotFound] where the caller's account is gone.
@Service
class ProfileService {
    private static final String PICTURE = "profilePic";

    private final UserRepository users;
    private final ProfilePictures pictures;
    private final UserChanges changes;

    ProfileService(UserRepository users, ProfilePictures pictures, UserChanges changes) {
        this.users = users;
        this.pictures = pictures;
        this.changes = changes;
    }

    Mono<User> find(Caller caller) {
        var id = UserId.parse(caller.userId());
        return (id == null ? Mono.<User>empty() : users.find(id))
                .switchIfEmpty(Mono.error(TokenError.UserNotFound::new));
    }

    /// Fields that are absent are kept. A picture that is not taken leaves everything as it was.
    Mono<User> change(Caller caller, RequestFields fields) {
        var name = fields.text("fullName");
        var fullName = name == null ? null : ProfileText.fullName(name);
        var bio = ProfileText.bio(fields.text("bio"));
        var picture = picture(fields);
        return find(caller)
                .flatMap(user -> store(picture, caller)
                        .map(url -> new ProfileChange(fullName, bio, url))
                        .defaultIfEmpty(new ProfileChange(fullName, bio, null))
                        .flatMap(change -> change.isEmpty() ? Mono.just(user) : save(user.userId(), change)));
    }

    private Mono<String> store(@Nullable FilePart picture, Caller caller) {
        return picture == null ? Mono.empty() : pictures.store(picture, caller);
    }

    private Mono<User> save(UserId id, ProfileChange change) {
        return users.change(id, change)
                .switchIfEmpty(Mono.error(TokenError.UserNotFound::new))
                .doOnNext(user -> changes.announce(user.userId()));
    }

    /// Browsers send a part without a name for a field in which no file was chosen.
    private static @Nullable FilePart picture(RequestFields fields) {
        boolean elsewhere = fields.files().entrySet().stream()
                .anyMatch(file -> !file.getKey().equals(PICTURE)
                        && !file.getValue().filename().isEmpty());
        if (elsewhere) {
            throw new ProfileError.UnexpectedFile();
        }
        var file = fields.file(PICTURE);
        return file == null || file.filename().isEmpty() ? null : file;
    }
}
