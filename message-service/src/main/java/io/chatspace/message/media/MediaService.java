package io.chatspace.message.media;

import io.chatspace.contracts.MessageView.ImageMeta;
import io.chatspace.kit.error.DomainError;
import io.chatspace.kit.error.ErrorKind;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.picture.Picture;
import io.chatspace.message.media.store.MediaId;
import io.chatspace.message.media.store.MediaPart;
import io.chatspace.message.media.store.MediaRecord;
import io.chatspace.message.media.store.MediaRecord.Part;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import io.chatspace.message.media.store.MediaRecords;
import io.chatspace.message.media.store.MediaStore;
import io.chatspace.message.media.store.MediaStores;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes pictures in. A picture lives as long as what uses it: where that does not come about it is removed, at once
/// or,
/// where nobody can tell yet, by the [OrphanSweep].
@Service
public class MediaService {
    private static final Logger log = LoggerFactory.getLogger(MediaService.class);
    private static final int BUFFER = 64 << 10;
    private static final Duration CLEAN_UP_TIMEOUT = Duration.ofSeconds(5);

    private final UploadArea area;
    private final Workshop workshop;
    private final MediaStores stores;
    private final MediaRecords records;
    private final PublicAddress address;
    private final Duration storeTimeout;
    private final Clock clock;

    private record Stored(MediaRecord record, KeptPicture picture) {}

    MediaService(
            UploadArea area,
            Workshop workshop,
            MediaStores stores,
            MediaRecords records,
            PublicAddress address,
            MediaProperties properties,
            Clock clock) {
        this.area = area;
        this.workshop = workshop;
        this.stores = stores;
        this.records = records;
        this.address = address;
        this.storeTimeout = properties.storeTimeout();
        this.clock = clock;
    }

    /// Makes a picture of the file, keeps it, and hands it to its use. Errors with [MediaError], or as the use does.
    ///
    /// @param use     what the picture is for; run once the picture can be fetched
    /// @param urlUsed the picture that came to be used: another one where the use was a repetition
    public <T> Mono<T> keepFor(
            FilePart file,
            UserId owner,
            Purpose purpose,
            ServerWebExchange exchange,
            Function<KeptPicture, Mono<T>> use,
            Function<T, String> urlUsed) {
        return area.withPlace(place -> file.transferTo(place.upload())
                        .onErrorMap(MediaError.UploadFailed::new)
                        .then(Mono.defer(() -> workshop.make(place)))
                        .flatMap(picture -> store(picture, owner, purpose, exchange)))
                .flatMap(stored -> use.apply(stored.picture())
                        .delayUntil(used ->
                                urlUsed.apply(used).equals(stored.picture().url())
                                        ? inUse(stored.record())
                                        : remove(stored.record()))
                        .onErrorResume(error -> (isKnownUnused(error) ? remove(stored.record()) : Mono.<Void>empty())
                                .then(Mono.error(error))));
    }

    private Mono<Stored> store(Picture picture, UserId owner, Purpose purpose, ServerWebExchange exchange) {
        var id = MediaId.random();
        var url = address.image(id, exchange);
        var record = new MediaRecord(
                id,
                owner,
                purpose,
                stores.current().name(),
                url,
                new Part(picture.mediaType(), picture.size()),
                new Part(picture.thumbType(), picture.thumb().length),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var meta = new ImageMeta(picture.width(), picture.height(), PublicAddress.thumb(url), picture.blurhash());
        return records.add(record)
                .then(Mono.defer(() -> put(id, MediaPart.IMAGE, record.image(), fileOf(picture))))
                .then(Mono.defer(() -> put(id, MediaPart.THUMB, record.thumb(), thumbOf(picture))))
                .timeout(storeTimeout)
                .thenReturn(new Stored(record, new KeptPicture(url, meta)))
                .onErrorResume(error -> remove(record).then(Mono.error(new MediaError.UploadFailed(error))));
    }

    private Mono<Void> put(MediaId id, MediaPart part, Part what, Flux<DataBuffer> bytes) {
        return stores.current().put(id, part, new MediaStore.MediaType(what.mediaType(), what.size()), bytes);
    }

    private static Flux<DataBuffer> fileOf(Picture picture) {
        return DataBufferUtils.read(picture.file(), DefaultDataBufferFactory.sharedInstance, BUFFER);
    }

    private static Flux<DataBuffer> thumbOf(Picture picture) {
        return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(picture.thumb()));
    }

    /// Where this fails the sweep finds the message that uses it. It would not find a profile that does: that one is
    /// not handed out then.
    private Mono<Void> inUse(MediaRecord record) {
        var kept = records.keep(record.id()).timeout(CLEAN_UP_TIMEOUT);
        if (record.purpose() == Purpose.PROFILE) {
            return kept.onErrorMap(MediaError.UploadFailed::new);
        }
        return kept.doOnError(error -> log.debug("Picture {} could not be marked as used yet", record.id(), error))
                .onErrorComplete();
    }

    /// Removes the picture, the bytes first: as long as the record is there the sweep knows of them.
    Mono<Void> remove(MediaRecord record) {
        var store = stores.named(record.store());
        if (store == null) {
            return Mono.empty();
        }
        return store.delete(record.id())
                .then(Mono.defer(() -> records.delete(record.id())))
                .timeout(CLEAN_UP_TIMEOUT)
                .doOnError(error -> log.warn("Picture {} is left for the next sweep", record.id(), error))
                .onErrorComplete();
    }

    /// A refusal is certain. What failed may have been done all the same.
    private static boolean isKnownUnused(Throwable error) {
        return error instanceof DomainError refusal
                && refusal.kind() != ErrorKind.FAILED
                && refusal.kind() != ErrorKind.UNAVAILABLE;
    }
}
