package io.chatspace.message.media;

import io.chatspace.message.media.UploadArea.Place;
import io.chatspace.message.media.format.Damaged;
import io.chatspace.message.media.picture.Limits;
import io.chatspace.message.media.picture.NotAPicture;
import io.chatspace.message.media.picture.Picture;
import io.chatspace.message.media.picture.PictureMaker;
import io.chatspace.message.media.picture.PixelMemory;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The few threads that decode and encode pictures, apart from those that serve requests, and the queue before them.
@Component
class Workshop {
    private static final Logger log = LoggerFactory.getLogger(Workshop.class);
    /// One picture may not need more of the heap than this: the rest of the service lives there too.
    private static final double MOST_OF_HEAP = 0.5;

    private final PictureMaker maker;
    private final Duration patience;
    private final ThreadPoolExecutor threads;
    private final Scheduler scheduler;

    Workshop(MediaProperties properties) {
        this.maker = new PictureMaker(
                new Limits(properties.maxPixels(), properties.maxAnimationPixels(), properties.maxFrames()),
                new PixelMemory(
                        properties.pixelBytes(), (long) (Runtime.getRuntime().maxMemory() * MOST_OF_HEAP)));
        this.patience = properties.patience();
        int workers = properties.workerCount();
        this.threads = new ThreadPoolExecutor(
                workers,
                workers,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(properties.queue()),
                Thread.ofPlatform().name("media-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        this.scheduler = Schedulers.fromExecutorService(threads, "media");
    }

    /// The picture made of the place's upload, in the place's other file. Errors with [MediaError].
    Mono<Picture> make(Place place) {
        return Mono.defer(() -> {
            long asked = System.nanoTime();
            return Mono.fromCallable(() -> work(place, asked))
                    .subscribeOn(scheduler)
                    .onErrorMap(Workshop::translate);
        });
    }

    private Picture work(Place place, long asked) throws IOException, InterruptedException {
        if (System.nanoTime() - asked > patience.toNanos()) {
            throw new MediaError.Busy();
        }
        try {
            return maker.make(place.upload(), place.picture());
        } catch (OutOfMemoryError e) {
            // The pixels are one large array: there was no room for it, and none of the rest is harmed.
            log.warn("No memory for the pixels of an image right now");
            throw new MediaError.Busy();
        }
    }

    private static Throwable translate(Throwable error) {
        return switch (error) {
            case MediaError known -> known;
            case NotAPicture _ -> new MediaError.NotAnImage();
            case Damaged damaged -> new MediaError.Refused(damaged);
            case RejectedExecutionException _ -> new MediaError.Busy();
            default -> new MediaError.UploadFailed(error);
        };
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
        threads.shutdownNow();
    }
}
