package io.chatspace.message.media.store;

import java.io.IOException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps the bytes of pictures. What it was given under a name never changes.
///
/// Errors are anything: callers treat all of them alike. Safe for use from any thread.
public interface MediaStore {
    /// The name in the records, by which the store is found again.
    String name();

    /// Completes once the bytes are there to stay. After an error some of them may be: [#delete].
    ///
    /// @param bytes subscribed to once; released as they are read
    Mono<Void> put(MediaId id, MediaPart part, MediaType type, Flux<DataBuffer> bytes);

    /// Those bytes, as they are asked for. Errors with [Missing] where they are not (all) there.
    ///
    /// @param from   the first one, from 0
    /// @param length at least 1; `from + length` is at most `size`
    /// @param size   of the whole part
    Flux<DataBuffer> read(MediaId id, MediaPart part, long from, long length, long size, DataBufferFactory buffers);

    /// Removes both parts, whatever of them is there.
    Mono<Void> delete(MediaId id);

    /// @param name such as `image/png`
    /// @param size bytes
    record MediaType(String name, long size) {}

    /// The records know it, the store does not.
    final class Missing extends IOException {
        public Missing(MediaId id) {
            super("The bytes of picture " + id + " are not there");
        }
    }
}
