package io.chatspace.presence.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks Redis twice a second whether it is there. Where it does not answer for [#LIMIT], live pushes are held from then
/// on
/// until a moment after its answer, and go out in the order of their messages: by then each message node has pushed
/// what
/// waited there.
///
/// Up to that limit senders wait for their pushes, so that nothing overtakes; a silence that lasts becomes an outage,
/// which
/// [CatchUp] makes good.
final class RedisSilence {
    private static final Logger log = LoggerFactory.getLogger(RedisSilence.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMillis(1400);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Supplier<Mono<String>> ping;
    private final Supplier<Collection<UserFeed>> feeds;

    /// @param ping  completes when Redis answers, or fails
    /// @param feeds those of all users that are here
    RedisSilence(Supplier<Mono<String>> ping, Supplier<Collection<UserFeed>> feeds) {
        this.ping = ping;
        this.feeds = feeds;
    }

    Disposable run() {
        return Flux.interval(PERIOD)
                .onBackpressureDrop()
                .concatMap(_ -> look(), 1)
                .subscribe();
    }

    private Mono<Void> look() {
        var answer = ping.get().onErrorComplete().cache();
        return answer.timeout(LIMIT)
                .then()
                .onErrorResume(TimeoutException.class, _ -> heldUntil(answer.then(Mono.delay(SETTLE))));
    }

    private Mono<Void> heldUntil(Mono<?> settled) {
        log.warn("Redis is silent: pushes wait, to keep their order");
        List<UserFeed> held = new ArrayList<>(feeds.get());
        held.forEach(UserFeed::beginCatchUp);
        return settled.doFinally(_ -> held.forEach(feed -> feed.endCatchUp(List.of())))
                .then();
    }
}
