package io.chatspace.kit.redis;

import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.event.connection.ReconnectAttemptEvent;
import java.time.Duration;
import reactor.core.publisher.Flux;

/// Tells a subscriber of Redis' channels when it may have missed something.
public final class Gaps {
    /// A connection that is back subscribes again a moment later.
    private static final Duration SETTLE = Duration.ofMillis(200);

    private Gaps() {}

    /// Emits twice, one [#SETTLE] apart, each time a connection was away and is back: nothing is heard until the
    /// subscription is made again. Never for connections that are made for the first time.
    public static Flux<Long> in(EventBus events) {
        return events.get()
                .ofType(ConnectionActivatedEvent.class)
                .skipUntilOther(events.get().ofType(ReconnectAttemptEvent.class))
                .switchMap(_ -> Flux.just(1L, 2L).delayElements(SETTLE));
    }
}
