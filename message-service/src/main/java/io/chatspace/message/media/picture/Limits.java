package io.chatspace.message.media.picture;

import io.chatspace.message.media.format.Anatomy;
import io.chatspace.message.media.format.Damaged;
import java.util.Locale;

/// What a picture may ask of the machine. Judged by its headers, before anything is decoded.
///
/// @param pixels          of a still, or of the screen of an animation
/// @param animationPixels of all frames together
/// @param frames          of an animation
public record Limits(long pixels, long animationPixels, int frames) {
    /// The most that the encoders can write.
    private static final int SIDE = 65_500;

    /// Passes over the pixels. Cameras and editors use up to a dozen.
    private static final int SCANS = 40;

    /// Throws [Damaged] where it asks for too much.
    void check(Anatomy anatomy) {
        if (anatomy.pixels() > pixels) {
            throw Damaged.tooLarge("The image has more than " + mega(pixels) + " megapixels");
        }
        if (Math.max(anatomy.width(), anatomy.height()) > SIDE) {
            throw Damaged.tooLarge("The image is more than " + SIDE + " pixels wide or high");
        }
        if (anatomy.scans() > SCANS) {
            throw Damaged.tooLarge("The image needs more than " + SCANS + " passes to decode");
        }
        if (anatomy.frames() > frames) {
            throw Damaged.tooLarge("The animation has more than " + frames + " frames");
        }
        if (anatomy.frames() > 1 && anatomy.framePixels() > animationPixels) {
            throw Damaged.tooLarge(
                    "The frames of the animation have more than " + mega(animationPixels) + " megapixels together");
        }
    }

    private static String mega(long pixels) {
        return pixels % 1_000_000 == 0
                ? Long.toString(pixels / 1_000_000)
                : String.format(Locale.ROOT, "%.1f", pixels / 1_000_000.0);
    }
}
