package io.chatspace.message.media.format;

import io.chatspace.message.media.format.Anatomy.Size;
import io.chatspace.message.media.format.Anatomy.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ITU T.81, Annex B: markers, their segments, and the entropy-coded data between them.
final class JpegFile {
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int COMMENT = 0xfe;
    private static final int EXIF = 0xe1;

    private final Bytes bytes;
    private final List<Span> asides = new ArrayList<>();
    private @Nullable Size size;
    private int orientation = 1;
    private int scans;
    private boolean deep;

    JpegFile(Bytes bytes) {
        this.bytes = bytes;
    }

    Anatomy read() {
        if (bytes.u16(0) != (0xff00 | START)) {
            throw Damaged.because("it does not start as a JPEG");
        }
        long at = 2;
        while (true) {
            if (bytes.u8(at) != 0xff) {
                throw Damaged.because("a marker is missing");
            }
            int marker = bytes.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            at += 2;
            if (marker == END) {
                return done(at);
            }
            if (marker == 0x01 || isRestart(marker)) {
                continue;
            }
            at = segment(marker, at);
        }
    }

    private Anatomy done(long end) {
        var known = size;
        if (known == null || scans == 0) {
            throw Damaged.truncated();
        }
        return Anatomy.still(
                PictureKind.JPEG, known, orientation, scans, deep, Anatomy.withRest(asides, end, bytes.size()), end);
    }

    /// Reads the segment whose length stands there, and gives the place of the next marker.
    private long segment(int marker, long at) {
        int length = bytes.u16(at);
        if (marker == START || marker == 0 || length < 2) {
            throw Damaged.because("a segment makes no sense");
        }
        bytes.need(at, length);
        long end = at + length;
        if (isFrame(marker)) {
            frame(at + 2, length);
        } else if (marker == SCAN) {
            scans++;
            return endOfScan(end);
        } else if (marker == COMMENT || (marker & 0xf0) == 0xe0) {
            asides.add(new Span(at + 2, end));
            if (marker == EXIF && bytes.starts(at + 2, "Exif\0")) {
                orientation = ExifOrientation.read(bytes, at + 8, end);
            }
        }
        return end;
    }

    private void frame(long at, int length) {
        if (length < 8 || size != null) {
            throw Damaged.because("it has more than one frame");
        }
        deep = bytes.u8(at) > 8;
        size = new Size(bytes.u16(at + 3), bytes.u16(at + 1));
    }

    private long endOfScan(long at) {
        while (bytes.u8(at) != 0xff || bytes.u8(at + 1) == 0 || isRestart(bytes.u8(at + 1))) {
            at++;
        }
        return at;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
