package io.chatspace.message.switches;

import io.chatspace.message.delivery.Broadcast;
import io.chatspace.message.id.UserId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What admins have turned on or off, as every node knows it within a second of the change.
///
/// Answers come from memory. Only before the first look at the database do they wait for it, and fail with it.
/// Safe for use from any thread.
@Service
public class Switches {
    private static final Logger log = LoggerFactory.getLogger(Switches.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SwitchRepository repository;
    private final Broadcast broadcast;
    private final AtomicReference<@Nullable Map<Switch, SwitchState>> known = new AtomicReference<>();
    /// What sockets have not been told of yet.
    private final Set<Switch> untold = ConcurrentHashMap.newKeySet();

    Switches(SwitchRepository repository, Broadcast broadcast) {
        this.repository = repository;
        this.broadcast = broadcast;
    }

    /// Whether the assistant may be asked.
    public Mono<Boolean> assistant() {
        return enabled(Switch.ASSISTANT);
    }

    /// Whether pictures are taken.
    public Mono<Boolean> uploads() {
        return enabled(Switch.UPLOADS);
    }

    Mono<Boolean> enabled(Switch which) {
        return Mono.defer(() -> {
                    var now = known.get();
                    return now == null ? reread() : Mono.just(now);
                })
                .mapNotNull(all -> all.get(which))
                .map(SwitchState::enabled);
    }

    /// Stores it, and tells every socket of it: at once, or as soon as Redis can be reached.
    Mono<Boolean> turn(Switch which, boolean enabled, UserId by) {
        return repository.turn(which, enabled, by).flatMap(state -> {
            log.info("{} is {} now, says {}", which.id(), enabled ? "on" : "off", by);
            keep(Map.of(which, state));
            untold.add(which);
            return tell().thenReturn(enabled);
        });
    }

    /// Looks at the database.
    Mono<Map<Switch, SwitchState>> reread() {
        return repository.all().timeout(PATIENCE).map(this::keep);
    }

    /// Tells sockets what they have not been told. Never errors: what fails is left for the next call.
    Mono<Void> tell() {
        return Flux.fromIterable(untold)
                .concatMap(which -> tell(which)
                        .doOnCancel(() -> untold.add(which))
                        .onErrorResume(error -> {
                            untold.add(which);
                            log.debug("Nobody could be told of {} yet", which.id(), error);
                            return Mono.empty();
                        }))
                .then();
    }

    /// Only whoever takes it off the list tells: the loop and an admin's own request may come at the same time.
    private Mono<Void> tell(Switch which) {
        return Mono.defer(() -> untold.remove(which) ? say(which) : Mono.empty());
    }

    /// Of two admins who turn a switch at once the last word is the database's: whoever has told looks again, and
    /// tells once more where there is something newer.
    private Mono<Void> say(Switch which) {
        return state(which)
                .flatMap(told -> broadcast
                        .send(which.event(), told.enabled())
                        .then(state(which))
                        .flatMap(now -> now.version() > told.version() ? say(which) : Mono.empty()));
    }

    private Mono<SwitchState> state(Switch which) {
        return reread().mapNotNull(all -> all.get(which));
    }

    /// What is known now: of each switch the newest that was ever seen here.
    private Map<Switch, SwitchState> keep(Map<Switch, SwitchState> read) {
        var now = known.updateAndGet(before -> {
            if (before == null && read.size() < Switch.values().length) {
                return null;
            }
            var merged = new EnumMap<Switch, SwitchState>(Switch.class);
            if (before != null) {
                merged.putAll(before);
            }
            read.forEach((which, state) ->
                    merged.merge(which, state, (old, fresh) -> fresh.version() >= old.version() ? fresh : old));
            return merged;
        });
        return now == null ? read : now;
    }
}
