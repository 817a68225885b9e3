package io.chatspace.message.media.format;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A file's bytes, read at any place. What lies past the end is a file that was cut off.
///
/// For use by one thread, while the segment is alive.
final class Bytes {
    private final MemorySegment segment;

    Bytes(MemorySegment segment) {
        this.segment = segment;
    }

    long size() {
        return segment.byteSize();
    }

    int u8(long at) {
        need(at, 1);
        return segment.get(JAVA_BYTE, at) & 0xff;
    }

    int u16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    int u16le(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24le(long at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    String ascii(long at, int length) {
        return new String(copy(at, length), StandardCharsets.ISO_8859_1);
    }

    boolean starts(long at, String text) {
        return at + text.length() <= size() && ascii(at, text.length()).equals(text);
    }

    byte[] copy(long at, int length) {
        need(at, length);
        return segment.asSlice(at, length).toArray(JAVA_BYTE);
    }

    /// Errors with [Damaged] unless that many bytes are there.
    void need(long at, long length) {
        if (at < 0 || length < 0 || at > size() - length) {
            throw Damaged.truncated();
        }
    }
}
