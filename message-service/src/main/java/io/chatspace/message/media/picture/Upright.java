package io.chatspace.message.media.picture;

import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/// Turns a picture the way its Exif orientation says, into 8-bit sRGB.
final class Upright {
    private Upright() {}

    static boolean swapsSides(int orientation) {
        return orientation >= 5;
    }

    /// A new picture, every pixel at its place, none blended.
    static BufferedImage turn(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean swap = swapsSides(orientation);
        int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var turned = new BufferedImage(swap ? height : width, swap ? width : height, type);
        var canvas = turned.createGraphics();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            canvas.drawImage(image, transform(orientation, width, height), null);
        } finally {
            canvas.dispose();
        }
        return turned;
    }

    /// Exif 2.3: where the stored first row and first column belong.
    private static AffineTransform transform(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
