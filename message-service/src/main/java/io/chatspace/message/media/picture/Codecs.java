package io.chatspace.message.media.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.chatspace.message.media.format.PictureKind;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;

/// The decoder and encoder of each kind, named: which one the registry happens to list first must not decide.
/// All of them are Java but the JDK's own JPEG.
final class Codecs {
    private static final String TWELVE_MONKEYS = "com.twelvemonkeys.";
    private static final String JDK = "com.sun.imageio.";

    static {
        // The registry looks for plug-ins with the class loader of whoever asks first.
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(Codecs.class.getClassLoader());
        try {
            ImageIO.setUseCache(false);
            ImageIO.scanForPlugins();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Codecs() {}

    static ImageReader reader(PictureKind kind) throws IOException {
        return switch (kind) {
            // TwelveMonkeys' adds CMYK, colour profiles, and mends what the JDK's would not take.
            case JPEG -> named(ImageIO.getImageReadersByFormatName("jpeg"), TWELVE_MONKEYS);
            case PNG -> named(ImageIO.getImageReadersByFormatName("png"), JDK);
            case GIF -> named(ImageIO.getImageReadersByFormatName("gif"), JDK);
            case WEBP -> new WebPImageReaderSpi().createReaderInstance();
        };
    }

    static ImageWriter writer(PictureKind kind) {
        return switch (kind) {
            case JPEG -> named(ImageIO.getImageWritersByFormatName("jpeg"), JDK);
            case PNG -> named(ImageIO.getImageWritersByFormatName("png"), JDK);
            case GIF -> named(ImageIO.getImageWritersByFormatName("gif"), JDK);
            case WEBP -> throw new IllegalArgumentException("WebP is not written");
        };
    }

    private static <T> T named(Iterator<T> found, String prefix) {
        while (found.hasNext()) {
            var codec = found.next();
            if (codec.getClass().getName().startsWith(prefix)) {
                return codec;
            }
        }
        throw new IllegalStateException("No codec of " + prefix);
    }
}
