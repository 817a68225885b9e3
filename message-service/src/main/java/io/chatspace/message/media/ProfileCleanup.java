package io.chatspace.message.media;

import io.chatspace.kit.security.Caller;
import io.chatspace.message.directory.UserDirectory;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import io.chatspace.message.media.store.MediaRecords;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Removes a user's earlier profile pictures once there is a newer one: auth-service keeps the address of one, and
/// tells nobody of those it replaced or never came to keep.
@Component
class ProfileCleanup {
    private static final Logger log = LoggerFactory.getLogger(ProfileCleanup.class);
    private static final int AT_ONCE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final UserDirectory directory;
    private final MediaRecords records;
    private final MediaService media;
    private final Duration age;
    private final Clock clock;

    ProfileCleanup(
            UserDirectory directory,
            MediaRecords records,
            MediaService media,
            MediaProperties properties,
            Clock clock) {
        this.directory = directory;
        this.records = records;
        this.media = media;
        this.age = properties.orphanAge();
        this.clock = clock;
    }

    /// Young ones stay, and the one that the profile names: one is used a moment after it was kept, so no answer about
    /// the profile is too old to know of it. Failures are logged, the next picture tries again.
    Mono<Void> after(Caller caller) {
        var owner = UserId.of(caller);
        return directory
                .find(owner, caller)
                .flatMapMany(user -> records.ofOwner(
                                owner, Purpose.PROFILE, clock.instant().minus(age), AT_ONCE)
                        .filter(record ->
                                !user.profilePic().contains(record.id().value())))
                .concatMap(media::remove)
                .then()
                .timeout(PATIENCE)
                .doOnError(error -> log.debug("Earlier profile pictures stay for now", error))
                .onErrorComplete();
    }
}
