package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/// After Redis was away: subscribes every feed again, then reads what each connected user missed, from the log and,
/// since
/// sends went on without it, from message-service.
final class CatchUp {
    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// message-service needs a moment to find Redis again itself: what it sends until then is looked for a second
    /// time.
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private final UserFeeds feeds;
    private final UserLog userLog;
    private final MessageHistory history;
    private final FrameCheck check;
    private final JsonMapper json;
    private final RedisHealth health;
    /// When the outage that goes on began, at the earliest; null for none.
    private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();
    private final Set<UserFeed> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean subscribed = true;
    private final Sinks.Many<Instant> outages = Sinks.many().unicast().onBackpressureBuffer();

    CatchUp(
            UserFeeds feeds,
            UserLog userLog,
            MessageHistory history,
            FrameCheck check,
            JsonMapper json,
            RedisHealth health) {
        this.feeds = feeds;
        this.userLog = userLog;
        this.history = history;
        this.check = check;
        this.json = json;
        this.health = health;
    }

    /// The subscribing connection broke.
    void disconnected() {
        subscribed = false;
        lost();
    }

    /// Subscriptions are being renewed.
    void reconnected() {
        subscribed = true;
        back();
    }

    /// Redis does not answer. From here on what comes live waits for the catch-up: when Redis is back each message
    /// node pushes what has waited there, and one knows nothing of the other's.
    void lost() {
        // Not when it is back: by then another connection may have had an answer.
        since.compareAndSet(null, health.lastAnswer());
        for (var feed : feeds.all()) {
            if (waiting.add(feed)) {
                feed.beginCatchUp();
            }
        }
    }

    /// Redis answers again. Without subscriptions it is not back yet.
    void back() {
        var began = subscribed ? since.getAndSet(null) : null;
        if (began == null) {
            return;
        }
        var result = outages.tryEmitNext(began);
        if (result.isFailure()) {
            log.warn("Could not note that Redis is back: {}", result);
        }
    }

    Disposable run() {
        return outages.asFlux()
                .concatMap(
                        began -> everyone(began)
                                .then(Mono.delay(SECOND_LOOK))
                                .then(everyone(began))
                                .doFinally(_ -> release()),
                        1)
                .subscribe();
    }

    /// Lets what came live out, unless Redis has gone again.
    private void release() {
        for (var feed : waiting) {
            if (since.get() == null && waiting.remove(feed)) {
                feed.endCatchUp(List.of());
            }
        }
    }

    private Mono<Void> everyone(Instant since) {
        return Flux.fromIterable(feeds.all())
                .flatMap(feed -> one(feed, since.minus(UserRecovery.OVERLAP)), AT_ONCE)
                .then()
                .doOnSuccess(_ -> log.info("Caught up with what Redis missed since {}", since));
    }

    private Mono<Void> one(UserFeed feed, Instant since) {
        return Mono.defer(() -> {
            feed.beginCatchUp();
            return feeds.subscribe(feed)
                    .then(missed(feed, since))
                    .timeout(LIMIT)
                    .retryWhen(Retry.backoff(3, Duration.ofMillis(200)))
                    .doOnError(error -> log.warn("Could not catch up for a user: {}", error.toString()))
                    .onErrorReturn(List.of())
                    .doOnNext(feed::endCatchUp)
                    .then();
        });
    }

    private Mono<List<PushFrame>> missed(UserFeed feed, Instant since) {
        var userId = feed.userId();
        return userLog.after(userId, feed.lastId()).flatMap(page -> {
            if (!page.bridges()) {
                feed.forgetPosition();
            }
            var frames = page.frames().stream()
                    .filter(frame -> check.pass(frame, userId))
                    .toList();
            var caller = feed.caller();
            return history.receivedSince(userId, caller.token(), since)
                    .map(messages -> Missed.merge(frames, messages, json));
        });
    }
}
