package io.chatspace.message.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The folder where uploads are put while they are worked on, and who may use it: what all of them may take together
/// is bounded, and beyond it the next one is refused with [MediaError.Busy] before a byte of it is read.
///
/// Processes of one machine may share the folder. What a crash leaves there is removed after [#STALE_SECONDS].
@Component
public class UploadArea {
    private static final Logger log = LoggerFactory.getLogger(UploadArea.class);
    private static final long STALE_SECONDS = 3600;
    /// As it arrives, the copy that is worked on, and the new picture.
    private static final int COPIES = 3;

    private final Path folder;
    private final long capacity;
    private final long largest;
    private final Clock clock;
    private final AtomicLong taken = new AtomicLong();

    /// The two files of one picture; neither has to be there.
    record Place(Path upload, Path picture) {}

    UploadArea(MediaProperties properties, Clock clock) throws IOException {
        this.folder = Files.createDirectories(Path.of(properties.tempDirectory()));
        this.capacity = properties.maxTemp().toBytes();
        this.largest = properties.maxUpload().toBytes();
        this.clock = clock;
    }

    /// Does the work with room for the body of that request, where it may hold a file.
    public <T> Mono<T> withRoom(ServerHttpRequest request, Supplier<Mono<T>> work) {
        if (!isMultipart(request)) {
            return Mono.defer(work);
        }
        long length = request.getHeaders().getContentLength();
        long share = COPIES * (length < 0 ? largest : Math.min(length, largest));
        return Mono.using(() -> take(share), _ -> work.get(), taken::getAndAdd);
    }

    /// Gives what has to be added to give it back.
    private long take(long share) {
        if (taken.addAndGet(share) > capacity) {
            taken.addAndGet(-share);
            throw new MediaError.Busy();
        }
        return -share;
    }

    long taken() {
        return taken.get();
    }

    /// Does the work with a place for it, which is cleared afterwards.
    <T> Mono<T> withPlace(Function<Place, Mono<T>> work) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> {
                    var name = UUID.randomUUID().toString();
                    return new Place(folder.resolve(name + ".upload"), folder.resolve(name + ".picture"));
                }),
                work,
                place -> Mono.fromRunnable(() -> {
                            remove(place.upload());
                            remove(place.picture());
                        })
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    /// Removes what was left there long ago. Blocks.
    void sweep() {
        var limit = clock.instant().minusSeconds(STALE_SECONDS);
        try (var files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> lastTouched(file).isBefore(limit))
                    .forEach(UploadArea::remove);
        } catch (IOException | UncheckedIOException e) {
            log.warn("Left-over uploads in {} could not be removed", folder, e);
        }
    }

    private static Instant lastTouched(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.MAX;
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} could not be removed", file, e);
        }
    }

    private static boolean isMultipart(ServerHttpRequest request) {
        try {
            return MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
