package io.chatspace.message.media.picture;

import io.chatspace.message.media.format.Anatomy;
import io.chatspace.message.media.format.Damaged;
import io.chatspace.message.media.format.PictureKind;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// Decodes a still whose [Anatomy] was judged. A decoder's complaint counts as damage: what it fills in where bytes
/// are missing is not the picture that was sent.
final class Decoder {
    private Decoder() {}

    /// The pixels in sRGB or grey, not yet turned upright. Throws [Damaged].
    static BufferedImage decode(Anatomy anatomy, ImageInputStream file) throws IOException {
        var reader = Codecs.reader(anatomy.kind());
        var complaint = new AtomicReference<@Nullable String>();
        try {
            reader.addIIOReadWarningListener((_, text) -> complaint.compareAndSet(null, text));
            reader.setInput(file, true, true);
            var image = read(reader, anatomy);
            judge(anatomy.kind(), complaint.get());
            return plain(image);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage read(ImageReader reader, Anatomy anatomy) throws IOException {
        if (reader.getWidth(0) != anatomy.width() || reader.getHeight(0) != anatomy.height()) {
            throw Damaged.because("its sizes contradict each other");
        }
        var settings = reader.getDefaultReadParam();
        var types = reader.getImageTypes(0);
        while (anatomy.kind() == PictureKind.JPEG && types.hasNext()) {
            var type = types.next();
            if (isPlain(type)) {
                settings.setDestinationType(type);
                break;
            }
        }
        return reader.read(0, settings);
    }

    /// Encoders of cameras leave harmless oddities; missing data is none.
    private static void judge(PictureKind kind, @Nullable String complaint) {
        if (complaint == null) {
            return;
        }
        boolean missing = complaint.toLowerCase(Locale.ROOT).contains("premature");
        if (missing) {
            throw Damaged.truncated();
        }
        if (kind == PictureKind.PNG) {
            throw Damaged.because("its pixels can't be read");
        }
    }

    private static boolean isPlain(ImageTypeSpecifier type) {
        var space = type.getColorModel().getColorSpace();
        return space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
    }

    private static BufferedImage plain(BufferedImage image) {
        var space = image.getColorModel().getColorSpace();
        if (space.getType() == ColorSpace.TYPE_GRAY && image.getType() == BufferedImage.TYPE_CUSTOM) {
            return grey(image);
        }
        if (space.isCS_sRGB() || space.getType() == ColorSpace.TYPE_GRAY) {
            return image;
        }
        int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        return new ColorConvertOp(null).filter(image, new BufferedImage(image.getWidth(), image.getHeight(), type));
    }

    /// By hand: Java takes grey of more than 8 bits, or with transparency, for linear light and would brighten it.
    private static BufferedImage grey(BufferedImage image) {
        int width = image.getWidth();
        int shift = image.getColorModel().getComponentSize(0) - 8;
        boolean alpha = image.getColorModel().hasAlpha();
        var raster = image.getRaster();
        var plain = new BufferedImage(
                width, image.getHeight(), alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var values = new int[width];
        var covers = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, values);
            if (alpha) {
                raster.getSamples(0, y, width, 1, 1, covers);
            }
            for (int x = 0; x < width; x++) {
                int value = eightBit(values[x], shift);
                values[x] = (alpha ? eightBit(covers[x], shift) : 255) << 24 | value << 16 | value << 8 | value;
            }
            plain.setRGB(0, y, width, 1, values, 0, width);
        }
        return plain;
    }

    private static int eightBit(int value, int shift) {
        return shift >= 0 ? value >> shift : value * 255 / ((1 << (8 + shift)) - 1);
    }
}
