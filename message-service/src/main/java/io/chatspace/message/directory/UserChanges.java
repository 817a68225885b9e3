package io.chatspace.message.directory;

import io.chatspace.contracts.RedisNames;
import io.chatspace.kit.lifecycle.BackgroundLoop;
import io.chatspace.kit.redis.Gaps;
import io.chatspace.message.id.MalformedId;
import io.chatspace.message.id.UserId;
import io.lettuce.core.event.EventBus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/// Listens for users that changed, for as long as the service runs. What is said while the connection is away is
/// missed: anybody may have changed then.
final class UserChanges extends BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(UserChanges.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(300);
    private static final Duration LAST_RETRY = Duration.ofSeconds(3);

    private final ReactiveStringRedisTemplate redis;
    private final EventBus events;
    private final UserDirectory directory;

    UserChanges(ReactiveStringRedisTemplate redis, EventBus events, UserDirectory directory) {
        this.redis = redis;
        this.events = events;
        this.directory = directory;
    }

    @Override
    protected Disposable begin() {
        var heard = Flux.defer(() -> redis.listenToChannel(RedisNames.USERS_CHANGED))
                .doOnSubscribe(_ -> directory.anyoneMayHaveChanged())
                .doOnNext(message -> changed(message.getMessage()))
                .doOnError(e -> log.debug("Not listening for changed users", e))
                .repeat()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LAST_RETRY));
        var missed = Gaps.in(events).doOnNext(_ -> directory.anyoneMayHaveChanged());
        return Flux.merge(missed, heard).subscribe();
    }

    private void changed(String user) {
        try {
            directory.changed(UserId.parse(user));
        } catch (MalformedId e) {
            log.debug("Not a user's id on {}", RedisNames.USERS_CHANGED, e);
            directory.anyoneMayHaveChanged();
        }
    }
}
