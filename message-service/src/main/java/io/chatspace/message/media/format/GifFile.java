package io.chatspace.message.media.format;

import io.chatspace.message.media.format.Anatomy.Size;
import io.chatspace.message.media.format.Anatomy.Span;
import java.util.ArrayList;
import java.util.List;

/// GIF89a: the screen, and blocks up to the trailer.
final class GifFile {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;

    private final Bytes bytes;
    private final List<Span> asides = new ArrayList<>();
    private int frames;
    private long framePixels;

    GifFile(Bytes bytes) {
        this.bytes = bytes;
    }

    Anatomy read() {
        if (!bytes.starts(0, "GIF87a") && !bytes.starts(0, "GIF89a")) {
            throw Damaged.because("it does not start as a GIF");
        }
        var screen = new Size(bytes.u16le(6), bytes.u16le(8));
        long at = 13 + table(bytes.u8(10));
        while (true) {
            int block = bytes.u8(at++);
            switch (block) {
                case EXTENSION -> at = extension(at);
                case IMAGE -> at = image(screen, at);
                case TRAILER -> {
                    return done(screen, at);
                }
                default -> throw Damaged.because("a block has no name");
            }
        }
    }

    private Anatomy done(Size screen, long end) {
        if (frames == 0) {
            throw Damaged.because("it has no pixels");
        }
        var rest = Anatomy.withRest(asides, end, bytes.size());
        return new Anatomy(
                PictureKind.GIF, screen.width(), screen.height(), frames, framePixels, 1, 1, false, rest, end);
    }

    private long extension(long at) {
        int label = bytes.u8(at);
        long end = subBlocks(at + 1);
        if (label != GRAPHIC_CONTROL) {
            asides.add(new Span(at + 1, end));
        }
        return end;
    }

    private long image(Size screen, long at) {
        var size = new Size(bytes.u16le(at + 4), bytes.u16le(at + 6));
        if (bytes.u16le(at) + size.width() > screen.width() || bytes.u16le(at + 2) + size.height() > screen.height()) {
            throw Damaged.because("a frame is larger than the picture");
        }
        frames++;
        framePixels += size.pixels();
        // The descriptor, the frame's own colours, and one byte with the code size.
        return subBlocks(at + 9 + table(bytes.u8(at + 8)) + 1);
    }

    private long subBlocks(long at) {
        int length = bytes.u8(at);
        while (length != 0) {
            at += 1L + length;
            length = bytes.u8(at);
        }
        return at + 1;
    }

    private static int table(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
}
