package io.chatspace.message.media.format;

import io.chatspace.message.media.format.Anatomy.Size;
import io.chatspace.message.media.format.Anatomy.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The WebP container: RIFF chunks, with the header of each bit stream (RFC 6386, RFC 9649).
///
/// The sizes that the bit streams have must be those that the container claims: a decoder believes the former.
final class WebpFile {
    private static final int FRAME_HEADER = 16;

    private final Bytes bytes;
    private final List<Span> asides = new ArrayList<>();
    private @Nullable Size canvas;
    private @Nullable Size still;
    private int orientation = 1;
    private int frames;
    private long framePixels;

    WebpFile(Bytes bytes) {
        this.bytes = bytes;
    }

    Anatomy read() {
        if (!bytes.starts(0, "RIFF") || !bytes.starts(8, "WEBP")) {
            throw Damaged.because("it does not start as a WebP");
        }
        long end = 8 + bytes.u32le(4);
        bytes.need(0, end);
        for (long at = 12; at + 8 <= end; ) {
            long length = bytes.u32le(at + 4);
            long next = at + 8 + length;
            if (next > end) {
                throw Damaged.truncated();
            }
            chunk(bytes.ascii(at, 4), at + 8, next);
            at = next + (length & 1);
        }
        return done(end);
    }

    private Anatomy done(long end) {
        var alone = still;
        var size = canvas == null ? alone : canvas;
        if (size == null || (alone == null && frames == 0)) {
            throw Damaged.because("it has no pixels");
        }
        if (alone != null && !alone.equals(size)) {
            throw Damaged.because("its sizes contradict each other");
        }
        return new Anatomy(
                PictureKind.WEBP,
                size.width(),
                size.height(),
                Math.max(1, frames),
                alone == null ? framePixels : alone.pixels(),
                orientation,
                1,
                false,
                Anatomy.withRest(asides, end, bytes.size()),
                end);
    }

    private void chunk(String name, long at, long end) {
        switch (name) {
            case "VP8X" -> canvas = new Size(bytes.u24le(at + 4) + 1, bytes.u24le(at + 7) + 1);
            case "VP8 ", "VP8L" -> {
                if (still == null && frames == 0) {
                    still = stream(name, at, end);
                }
            }
            case "ANMF" -> frame(at, end);
            case "ALPH", "ANIM" -> {}
            case "EXIF" -> {
                asides.add(new Span(at, end));
                long start = bytes.starts(at, "Exif\0\0") ? at + 6 : at;
                orientation = ExifOrientation.read(bytes, start, end);
            }
            default -> asides.add(new Span(at, end));
        }
    }

    private void frame(long at, long end) {
        var screen = canvas;
        if (screen == null || end - at < FRAME_HEADER) {
            throw Damaged.because("a frame has no place");
        }
        var size = new Size(bytes.u24le(at + 6) + 1, bytes.u24le(at + 9) + 1);
        if (2 * bytes.u24le(at) + size.width() > screen.width()
                || 2 * bytes.u24le(at + 3) + size.height() > screen.height()) {
            throw Damaged.because("a frame is larger than the picture");
        }
        for (long part = at + FRAME_HEADER; part + 8 <= end; ) {
            var name = bytes.ascii(part, 4);
            long length = bytes.u32le(part + 4);
            long next = part + 8 + length;
            if (next > end) {
                throw Damaged.truncated();
            }
            if (name.startsWith("VP8") && !stream(name, part + 8, next).equals(size)) {
                throw Damaged.because("its sizes contradict each other");
            }
            part = next + (length & 1);
        }
        frames++;
        framePixels += size.pixels();
    }

    private Size stream(String name, long at, long end) {
        return name.equals("VP8L") ? lossless(at, end) : lossy(at, end);
    }

    /// RFC 6386, 9.1.
    private Size lossy(long at, long end) {
        if (end - at < 10) {
            throw Damaged.truncated();
        }
        int tag = bytes.u24le(at);
        boolean keyFrame = (tag & 1) == 0;
        if (!keyFrame || bytes.u24le(at + 3) != 0x2a019d) {
            throw Damaged.because("its bit stream does not start as one");
        }
        if (at + 10 + (tag >> 5) > end) {
            throw Damaged.truncated();
        }
        return new Size(bytes.u16le(at + 6) & 0x3fff, bytes.u16le(at + 8) & 0x3fff);
    }

    /// RFC 9649, 3.4.
    private Size lossless(long at, long end) {
        if (end - at < 5) {
            throw Damaged.truncated();
        }
        if (bytes.u8(at) != 0x2f) {
            throw Damaged.because("its bit stream does not start as one");
        }
        long sizes = bytes.u32le(at + 1);
        return new Size((int) (sizes & 0x3fff) + 1, (int) (sizes >> 14 & 0x3fff) + 1);
    }
}
