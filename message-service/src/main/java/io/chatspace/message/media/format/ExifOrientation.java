package io.chatspace.message.media.format;

/// Exif 2.3, tag 0x0112 of the first directory.
final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int UPRIGHT = 1;

    private ExifOrientation() {}

    /// Reads a TIFF header and its first directory between the two places; 1 where they make no sense.
    static int read(Bytes bytes, long start, long end) {
        if (end - start < 8) {
            return UPRIGHT;
        }
        boolean little = bytes.starts(start, "II*\0");
        if (!little && !bytes.starts(start, "MM\0*")) {
            return UPRIGHT;
        }
        long directory = start + u32(bytes, start + 4, little);
        if (directory + 2 > end || directory < start) {
            return UPRIGHT;
        }
        int entries = u16(bytes, directory, little);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > end) {
                return UPRIGHT;
            }
            if (u16(bytes, entry, little) == TAG && u16(bytes, entry + 2, little) == SHORT) {
                int value = u16(bytes, entry + 8, little);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static int u16(Bytes bytes, long at, boolean little) {
        return little ? bytes.u16le(at) : bytes.u16(at);
    }

    private static long u32(Bytes bytes, long at, boolean little) {
        return little ? bytes.u32le(at) : bytes.u32(at);
    }
}
