package io.chatspace.message.media.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.message.media.store.MediaStore.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/// What every store promises.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MediaStoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

    abstract MediaStore store();

    @Test
    void bytesShouldComeBackWholeAndInAnyRange() {
        var id = MediaId.random();
        // Three chunks of GridFS and a bit.
        var bytes = bytes(800_000);
        put(id, MediaPart.IMAGE, bytes);

        assertThat(read(id, MediaPart.IMAGE, 0, bytes.length, bytes.length)).isEqualTo(bytes);
        int chunk = 255 * 1024;
        for (int[] range : new int[][] {
            {0, 1},
            {bytes.length - 1, bytes.length},
            {chunk - 1, chunk + 1},
            {chunk, 2 * chunk},
            {5, 700_000},
            {1, 800_000}
        }) {
            assertThat(read(id, MediaPart.IMAGE, range[0], range[1] - range[0], bytes.length))
                    .as("%d to %d", range[0], range[1])
                    .isEqualTo(Arrays.copyOfRange(bytes, range[0], range[1]));
        }
    }

    @Test
    void partsShouldBeApart() {
        var id = MediaId.random();
        put(id, MediaPart.IMAGE, bytes(1000));
        put(id, MediaPart.THUMB, bytes(10));

        assertThat(read(id, MediaPart.THUMB, 0, 10, 10)).isEqualTo(bytes(10));
        assertThat(read(id, MediaPart.IMAGE, 0, 1000, 1000)).isEqualTo(bytes(1000));
    }

    @Test
    void deletedBytesShouldBeMissing() {
        var id = MediaId.random();
        put(id, MediaPart.IMAGE, bytes(1000));
        put(id, MediaPart.THUMB, bytes(10));

        StepVerifier.create(store().delete(id)).verifyComplete();

        for (var part : MediaPart.values()) {
            StepVerifier.create(store().read(id, part, 0, 10, 10, BUFFERS)).verifyError(MediaStore.Missing.class);
        }
    }

    @Test
    void deletingShouldDoNoHarmWhereThereIsLittleOrNothing() {
        var id = MediaId.random();
        put(id, MediaPart.IMAGE, bytes(10));

        StepVerifier.create(store().delete(id)).expectComplete().verify(PATIENCE);
        StepVerifier.create(store().delete(id)).expectComplete().verify(PATIENCE);
        StepVerifier.create(store().delete(MediaId.random())).expectComplete().verify(PATIENCE);
    }

    @Test
    void missingBytesShouldBeSaid() {
        StepVerifier.create(store().read(MediaId.random(), MediaPart.IMAGE, 0, 10, 10, BUFFERS))
                .expectError(MediaStore.Missing.class)
                .verify(PATIENCE);
    }

    @Test
    void failingSourceShouldFailThePutting() {
        var id = MediaId.random();
        var cut = Flux.concat(buffers(bytes(300_000)), Flux.error(new IOException("cut")));

        StepVerifier.create(store().put(id, MediaPart.IMAGE, new MediaType("image/png", 400_000), cut))
                .expectError()
                .verify(PATIENCE);
        StepVerifier.create(store().delete(id)).expectComplete().verify(PATIENCE);
    }

    private void put(MediaId id, MediaPart part, byte[] bytes) {
        StepVerifier.create(store().put(id, part, new MediaType("image/png", bytes.length), buffers(bytes)))
                .expectComplete()
                .verify(PATIENCE);
    }

    private static Flux<DataBuffer> buffers(byte[] bytes) {
        return Flux.range(0, (bytes.length + 49_999) / 50_000)
                .map(i ->
                        BUFFERS.wrap(Arrays.copyOfRange(bytes, i * 50_000, Math.min(bytes.length, (i + 1) * 50_000))));
    }

    private byte[] read(MediaId id, MediaPart part, long from, long length, long size) {
        var all = new ByteArrayOutputStream();
        StepVerifier.create(store().read(id, part, from, length, size, BUFFERS)
                        .doOnNext(buffer -> {
                            var copy = new byte[buffer.readableByteCount()];
                            buffer.read(copy);
                            DataBufferUtils.release(buffer);
                            all.writeBytes(copy);
                        })
                        .then())
                .expectComplete()
                .verify(PATIENCE);
        return all.toByteArray();
    }

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
