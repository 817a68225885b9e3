package io.chatspace.message.media.picture;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/// A picture made smaller, never larger, its shape kept.
final class Thumbnail {
    private Thumbnail() {}

    /// @param side the most that its longer side may have
    static BufferedImage of(BufferedImage image, int side) {
        int longer = Math.max(image.getWidth(), image.getHeight());
        if (longer <= side) {
            return screen(image, image.getWidth(), image.getHeight());
        }
        double scale = (double) side / longer;
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var near = halved(image, 2 * width, 2 * height);
        return new ResampleOp(width, height, ResampleOp.FILTER_LANCZOS).filter(near, null);
    }

    /// Halves as often as both sides stay at or above the given ones: each pixel counts, and no large filter is needed.
    private static BufferedImage halved(BufferedImage image, int width, int height) {
        var now = image;
        while (now.getWidth() / 2 >= width && now.getHeight() / 2 >= height) {
            now = screen(now, now.getWidth() / 2, now.getHeight() / 2);
        }
        return now == image ? screen(image, image.getWidth(), image.getHeight()) : now;
    }

    private static BufferedImage screen(BufferedImage image, int width, int height) {
        int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var scaled = new BufferedImage(width, height, type);
        var canvas = scaled.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(image, 0, 0, width, height, null);
        } finally {
            canvas.dispose();
        }
        return scaled;
    }
}
