package io.chatspace.message.media.picture;

import io.chatspace.message.media.format.PictureKind;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageOutputStream;

/// Writes stills: pixels and nothing else.
final class Encoder {
    private Encoder() {}

    /// JPEG for pixels without transparency whose source was lossy, PNG for the rest.
    static PictureKind kindFor(PictureKind source, BufferedImage image) {
        boolean opaque = !image.getColorModel().hasAlpha();
        return opaque && source != PictureKind.PNG && source != PictureKind.GIF ? PictureKind.JPEG : PictureKind.PNG;
    }

    /// @param quality of a JPEG, 0 to 1
    static void write(BufferedImage image, PictureKind kind, float quality, ImageOutputStream target)
            throws IOException {
        var writer = Codecs.writer(kind);
        try {
            var settings = writer.getDefaultWriteParam();
            if (kind == PictureKind.JPEG) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(quality);
            }
            writer.setOutput(target);
            writer.write(null, new IIOImage(image, null, null), settings);
            target.flush();
        } finally {
            writer.dispose();
        }
    }

    /// The picture without transparency, on white.
    static BufferedImage opaque(BufferedImage image) {
        var flat = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var canvas = flat.createGraphics();
        try {
            canvas.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        return flat;
    }
}
