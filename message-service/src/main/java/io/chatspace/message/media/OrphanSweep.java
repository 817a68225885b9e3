package io.chatspace.message.media;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import io.chatspace.message.media.store.MediaRecord;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import io.chatspace.message.media.store.MediaRecords;
import io.chatspace.message.store.MessageCollection;
import io.chatspace.message.store.MessageFields;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Removes pictures that nothing came to use: a service died, or lost its database, between keeping the picture and
/// storing its message. Any number of services may do it at the same time.
///
/// One that turns out to be in use is marked so instead.
@Component
class OrphanSweep {
    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final int AT_ONCE = 200;
    /// How far the clocks of two services may be apart.
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final MediaRecords records;
    private final MediaService media;
    private final MessageCollection messages;
    private final UploadArea area;
    private final MediaProperties properties;
    private final Clock clock;
    private final Disposable.Swap loop = Disposables.swap();

    OrphanSweep(
            MediaRecords records,
            MediaService media,
            MessageCollection messages,
            UploadArea area,
            MediaProperties properties,
            Clock clock) {
        this.records = records;
        this.media = media;
        this.messages = messages;
        this.area = area;
        this.properties = properties;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        loop.update(Flux.interval(Duration.ofSeconds(5), properties.sweepInterval())
                .onBackpressureDrop()
                .concatMap(_ -> sweep().doOnError(error -> log.warn("Unused images could not be swept", error))
                        .onErrorComplete())
                .subscribe());
    }

    @PreDestroy
    void stop() {
        loop.dispose();
    }

    /// One round.
    Mono<Void> sweep() {
        var limit = clock.instant().minus(properties.orphanAge());
        return Mono.<Void>fromRunnable(area::sweep)
                .subscribeOn(Schedulers.boundedElastic())
                .thenMany(records.pendingSince(limit, AT_ONCE))
                .concatMap(this::settle)
                .then();
    }

    private Mono<Void> settle(MediaRecord record) {
        return isUsed(record)
                .flatMap(used -> used
                        ? records.keep(record.id())
                        : media.remove(record).doOnSuccess(_ -> log.info("Swept the unused image {}", record.id())));
    }

    /// The use of other pictures is recorded before they are handed out: only one whose keeping failed is pending.
    private Mono<Boolean> isUsed(MediaRecord record) {
        if (record.purpose() != Purpose.MESSAGE) {
            return Mono.just(false);
        }
        // By the index of changes: a message changes at or after the time of its picture.
        var filter = and(
                eq(MessageFields.PARTICIPANTS, record.owner().value()),
                gte(MessageFields.UPDATED_AT, Date.from(record.createdAt().minus(CLOCKS))),
                eq(MessageFields.IMAGE, record.url()));
        return messages.run(collection -> collection.find(filter).limit(1)).hasElements();
    }
}
