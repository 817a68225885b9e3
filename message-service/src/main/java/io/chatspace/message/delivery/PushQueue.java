package io.chatspace.message.delivery;

import io.chatspace.kit.tracing.Traces;
import io.chatspace.message.id.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// Pushes waiting for Redis: those of one user leave in the order in which they came.
///
/// Bounded by memory, not by count. While Redis is away the oldest waits and is tried again; a repeated try
/// looks at the log first, so that a push whose answer was lost is not made twice. Beyond the bound new pushes
/// are dropped and counted: what a device missed it gets from the database.
///
/// [#offer] may be called from any thread and never blocks.
final class PushQueue implements SmartLifecycle {
    static final String QUEUED = "chatspace.message.delivery.queued.bytes";
    static final String DROPPED = "chatspace.message.delivery.dropped";
    static final String LATENCY = "chatspace.message.delivery.latency";

    private static final Logger log = LoggerFactory.getLogger(PushQueue.class);
    private static final int BATCH = 256;
    private static final Duration RETRY = Duration.ofMillis(300);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final PushStore store;
    private final long capacity;
    private final Traces traces;
    private final Counter dropped;
    private final Timer latency;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean running;

    private record Waiting(Push push, Sinks.Empty<Void> done, long since) {}

    PushQueue(PushStore store, long capacity, Traces traces, MeterRegistry meters) {
        this.store = store;
        this.capacity = capacity;
        this.traces = traces;
        this.dropped = Counter.builder(DROPPED)
                .description("Pushes given up: devices get the message from the database")
                .register(meters);
        this.latency = Timer.builder(LATENCY)
                .description("From the stored message to its push")
                .publishPercentileHistogram()
                .register(meters);
        Gauge.builder(QUEUED, weight, AtomicLong::get)
                .description("Memory of the pushes that wait for Redis")
                .register(meters);
    }

    /// Queues the push. The result completes, never with an error, once it was made or given up, and at once
    /// while Redis is away.
    Mono<Void> offer(Push push) {
        if (weight.addAndGet(push.weight()) > capacity) {
            weight.addAndGet(-push.weight());
            dropped.increment();
            return Mono.empty();
        }
        var waiting = new Waiting(push, Sinks.empty(), System.nanoTime());
        queue.add(waiting);
        drain();
        return away.get() ? Mono.empty() : waiting.done().asMono();
    }

    private void drain() {
        if (!running || queue.isEmpty() || !draining.compareAndSet(false, true)) {
            return;
        }
        store.together(() -> {
            var _ = Flux.fromIterable(takeByUser())
                    .flatMap(this::inOrder, BATCH)
                    .takeUntilOther(ended.asMono())
                    .subscribe(null, error -> log.error("The push queue stopped", error), this::resume);
        });
    }

    private void resume() {
        draining.set(false);
        drain();
    }

    private Collection<List<Waiting>> takeByUser() {
        var batch = new LinkedHashMap<UserId, List<Waiting>>();
        for (int i = 0; i < BATCH; i++) {
            var next = queue.poll();
            if (next == null) {
                break;
            }
            batch.computeIfAbsent(next.push().user(), _ -> new ArrayList<>(1)).add(next);
        }
        return batch.values();
    }

    private Mono<Void> inOrder(List<Waiting> ofOne) {
        return ofOne.size() == 1
                ? untilDone(ofOne.getFirst())
                : Flux.fromIterable(ofOne).concatMap(this::untilDone).then();
    }

    private Mono<Void> untilDone(Waiting waiting) {
        return Mono.defer(() -> store.append(waiting.push()))
                .onErrorResume(RedisErrors::passing, error -> again(error, waiting))
                .doOnSuccess(_ -> made(waiting))
                .onErrorResume(error -> {
                    dropped.increment();
                    log.error("A push to {} can't be made", waiting.push().user(), error);
                    return Mono.empty();
                })
                .doFinally(_ -> {
                    weight.addAndGet(-waiting.push().weight());
                    complete(waiting);
                })
                .then();
    }

    private Mono<String> again(Throwable error, Waiting waiting) {
        gone(error, waiting);
        return Mono.delay(RETRY)
                .then(Mono.defer(() -> store.append(waiting.push().again())))
                .doOnError(RedisErrors::passing, later -> gone(later, waiting))
                .retryWhen(Retry.indefinitely().filter(RedisErrors::passing));
    }

    private void made(Waiting waiting) {
        long nanos = System.nanoTime() - waiting.since();
        var trace = waiting.push().trace();
        if (trace == null) {
            latency.record(nanos, TimeUnit.NANOSECONDS);
        } else {
            traces.within(trace, () -> latency.record(nanos, TimeUnit.NANOSECONDS));
        }
        if (away.compareAndSet(true, false)) {
            log.info("Redis is back: pushing what has waited");
        }
    }

    private void gone(Throwable error, Waiting waiting) {
        if (away.compareAndSet(false, true)) {
            log.warn("Redis is away: messages are stored, their pushes wait: {}", error.toString());
            queue.forEach(PushQueue::complete);
        }
        complete(waiting);
    }

    /// Lets go whoever waits for this push; a second time does nothing.
    private static void complete(Waiting waiting) {
        var _ = waiting.done().tryEmitEmpty();
    }

    @Override
    public void start() {
        running = true;
        drain();
    }

    @Override
    public void stop() {
        running = false;
        var _ = ended.tryEmitEmpty();
    }

    /// Gives what waits a moment to leave, if Redis takes it.
    @Override
    public void stop(Runnable callback) {
        var _ = Flux.interval(LOOK)
                .takeWhile(_ -> weight.get() > 0 && !away.get())
                .take(LAST_WORDS)
                .doFinally(_ -> {
                    stop();
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// After the web server has answered its last request, before the connections to Redis close.
    @Override
    public int getPhase() {
        return 1;
    }
}
