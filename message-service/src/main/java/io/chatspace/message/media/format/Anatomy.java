package io.chatspace.message.media.format;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What a picture file says of itself before anything of it is decoded.
///
/// @param width       pixels as stored, before the orientation is applied
/// @param height      likewise
/// @param frames      1 for a still
/// @param framePixels pixels of all frames together
/// @param orientation 1 to 8 as in Exif, 1 where it says nothing
/// @param scans       passes over the pixels that decoding needs (JPEG), else 1
/// @param deep        whether a channel has more than 8 bits
/// @param asides      where bytes lie that are no part of the picture: metadata, comments, what follows its end
/// @param pictureEnd  where the picture ends; what follows is among the asides
public record Anatomy(
        PictureKind kind,
        int width,
        int height,
        int frames,
        long framePixels,
        int orientation,
        int scans,
        boolean deep,
        List<Span> asides,
        long pictureEnd) {

    /// Bytes from `start` up to `end`.
    public record Span(long start, long end) {
        boolean isEmpty() {
            return end <= start;
        }
    }

    public Anatomy {
        asides = List.copyOf(asides);
    }

    public long pixels() {
        return (long) width * height;
    }

    /// Reads a file of that kind. Throws [Damaged] where it is not whole.
    public static Anatomy of(PictureKind kind, MemorySegment file) {
        var bytes = new Bytes(file);
        return switch (kind) {
            case JPEG -> new JpegFile(bytes).read();
            case PNG -> new PngFile(bytes).read();
            case GIF -> new GifFile(bytes).read();
            case WEBP -> new WebpFile(bytes).read();
        };
    }

    static Anatomy still(
            PictureKind kind, Size size, int orientation, int scans, boolean deep, List<Span> asides, long end) {
        return new Anatomy(kind, size.width, size.height, 1, size.pixels(), orientation, scans, deep, asides, end);
    }

    /// Width and height, both at least 1.
    record Size(int width, int height) {
        Size {
            if (width < 1 || height < 1) {
                throw Damaged.because("it has no size");
            }
        }

        long pixels() {
            return (long) width * height;
        }
    }

    /// The asides, and with them what follows the picture's end.
    static List<Span> withRest(List<Span> asides, long pictureEnd, long fileEnd) {
        var all = new ArrayList<>(asides);
        all.add(new Span(pictureEnd, fileEnd));
        return all.stream().filter(span -> !span.isEmpty()).toList();
    }
}
