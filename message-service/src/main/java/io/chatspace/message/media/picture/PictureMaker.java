package io.chatspace.message.media.picture;

import io.chatspace.message.media.format.Anatomy;
import io.chatspace.message.media.format.Contents;
import io.chatspace.message.media.format.Damaged;
import io.chatspace.message.media.format.PictureKind;
import io.chatspace.message.media.format.PngFile;
import io.chatspace.message.media.format.Stowaways;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Makes a [Picture] of an uploaded file: its kind by content, judged by its headers, decoded, turned upright, and
/// written anew. Nothing of the upload but its pixels gets through.
///
/// Blocks, and takes up to seconds: for workers. Safe for several at a time.
public final class PictureMaker {
    private static final float QUALITY = 0.88f;
    private static final float THUMB_QUALITY = 0.8f;
    private static final int THUMB_SIDE = 320;
    private static final int HASH_SIDE = 32;

    private final Limits limits;
    private final PixelMemory memory;

    public PictureMaker(Limits limits, PixelMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /// The kind of picture that the file is by its content; empty where it is none that is taken.
    public static Optional<PictureKind> kindOf(MemorySegment file) {
        var type = Contents.of(file).getBaseType().toString();
        if (type.equals("image/apng")) {
            return Optional.of(PictureKind.PNG);
        }
        return Arrays.stream(PictureKind.values())
                .filter(kind -> kind.mediaType().equals(type))
                .findFirst();
    }

    /// Throws [NotAPicture] where the upload is none, and [Damaged] where it is not whole, too large or two things at
    /// once.
    ///
    /// @param target where the picture is written; left behind half written where this fails
    public Picture make(Path upload, Path target) throws IOException, InterruptedException {
        try (var arena = Arena.ofConfined();
                var channel = FileChannel.open(upload, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                throw new NotAPicture();
            }
            var file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            var kind = kindOf(file).orElseThrow(NotAPicture::new);
            var anatomy = Anatomy.of(kind, file);
            limits.check(anatomy);
            Stowaways.refuse(anatomy, file);
            try (var _ = memory.enter(anatomy)) {
                return remake(anatomy, file, upload.toFile(), target);
            }
        }
    }

    private static Picture remake(Anatomy anatomy, MemorySegment file, File upload, Path target) throws IOException {
        try (var source = anatomy.kind() == PictureKind.PNG
                ? new MemoryCacheImageInputStream(new ByteArrayInputStream(PngFile.bare(file)))
                : new FileImageInputStream(upload)) {
            return anatomy.kind() == PictureKind.GIF
                    ? animation(anatomy, source, target)
                    : still(anatomy, source, target);
        } catch (Damaged | TargetFailed known) {
            throw known;
        } catch (IOException | RuntimeException e) {
            // Decoders throw what they like at what they don't like.
            throw Damaged.because("it can't be decoded");
        }
    }

    /// Of an animated WebP the first frame is kept.
    private static Picture still(Anatomy anatomy, ImageInputStream source, Path target) throws IOException {
        var image = Decoder.decode(anatomy, source);
        if (anatomy.orientation() != 1 || anatomy.deep()) {
            image = Upright.turn(image, anatomy.orientation());
        }
        if (anatomy.kind() == PictureKind.WEBP && image.getColorModel().hasAlpha() && isOpaque(image)) {
            image = Encoder.opaque(image);
        }
        var kind = Encoder.kindFor(anatomy.kind(), image);
        try (var out = new TargetFile(target)) {
            Encoder.write(image, kind, QUALITY, out);
        }
        return picture(image, kind, target);
    }

    private static Picture animation(Anatomy anatomy, ImageInputStream source, Path target) throws IOException {
        BufferedImage first;
        try (var out = new TargetFile(target)) {
            first = new Animation(anatomy).copy(source, out);
        }
        return picture(first, PictureKind.GIF, target);
    }

    private static Picture picture(BufferedImage shown, PictureKind kind, Path target) throws IOException {
        var thumb = Thumbnail.of(shown, THUMB_SIDE);
        boolean opaque = isOpaque(thumb);
        var thumbKind = opaque ? PictureKind.JPEG : PictureKind.PNG;
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            Encoder.write(opaque ? Encoder.opaque(thumb) : thumb, thumbKind, THUMB_QUALITY, out);
        }
        return new Picture(
                target,
                kind.mediaType(),
                Files.size(target),
                bytes.toByteArray(),
                thumbKind.mediaType(),
                shown.getWidth(),
                shown.getHeight(),
                Blurhash.of(Thumbnail.of(thumb, HASH_SIDE)));
    }

    /// Whether nothing shows through, whatever the file's kind would allow.
    private static boolean isOpaque(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return true;
        }
        int width = image.getWidth();
        var row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            if (Arrays.stream(row).anyMatch(pixel -> pixel >>> 24 != 255)) {
                return false;
            }
        }
        return true;
    }
}
