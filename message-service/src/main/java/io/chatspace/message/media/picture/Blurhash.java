package io.chatspace.message.media.picture;

import java.awt.image.BufferedImage;

/// BlurHash (the open format of that name, base 83): a picture in some thirty characters, for a screen that waits.
final class Blurhash {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private static final int ACROSS = 4;
    private static final int DOWN = 3;

    private Blurhash() {}

    /// Of a small picture: the time is 12 passes over its pixels.
    static String of(BufferedImage image) {
        var light = light(image);
        var factors = new double[ACROSS * DOWN][];
        for (int y = 0; y < DOWN; y++) {
            for (int x = 0; x < ACROSS; x++) {
                factors[y * ACROSS + x] = factor(light, image.getWidth(), image.getHeight(), x, y);
            }
        }
        double largest = 0;
        for (int i = 1; i < factors.length; i++) {
            for (double value : factors[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int step = Math.clamp((int) Math.floor(largest * 166 - 0.5), 0, 82);
        var hash = new StringBuilder();
        append(hash, ACROSS - 1 + (DOWN - 1) * 9, 1);
        append(hash, step, 1);
        append(hash, average(factors[0]), 4);
        for (int i = 1; i < factors.length; i++) {
            append(hash, detail(factors[i], (step + 1) / 166.0), 2);
        }
        return hash.toString();
    }

    /// Linear red, green and blue of each pixel, what is transparent on white.
    private static double[][] light(BufferedImage image) {
        int width = image.getWidth();
        var pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        var light = new double[pixels.length][];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            double cover = (pixel >>> 24) / 255.0;
            light[i] = new double[] {
                linear((pixel >> 16 & 255) * cover + 255 * (1 - cover)),
                linear((pixel >> 8 & 255) * cover + 255 * (1 - cover)),
                linear((pixel & 255) * cover + 255 * (1 - cover))
            };
        }
        return light;
    }

    private static double[] factor(double[][] light, int width, int height, int across, int down) {
        var sum = new double[3];
        for (int y = 0; y < height; y++) {
            double vertical = Math.cos(Math.PI * down * y / height);
            for (int x = 0; x < width; x++) {
                double weight = vertical * Math.cos(Math.PI * across * x / width);
                var pixel = light[y * width + x];
                sum[0] += weight * pixel[0];
                sum[1] += weight * pixel[1];
                sum[2] += weight * pixel[2];
            }
        }
        double scale = (across == 0 && down == 0 ? 1.0 : 2.0) / light.length;
        return new double[] {sum[0] * scale, sum[1] * scale, sum[2] * scale};
    }

    private static int average(double[] colour) {
        return standard(colour[0]) << 16 | standard(colour[1]) << 8 | standard(colour[2]);
    }

    private static int detail(double[] colour, double largest) {
        int value = 0;
        for (double channel : colour) {
            double share = channel / largest;
            double root = Math.signum(share) * Math.sqrt(Math.abs(share));
            value = value * 19 + Math.clamp((int) Math.floor(root * 9 + 9.5), 0, 18);
        }
        return value;
    }

    private static double linear(double standard) {
        double value = standard / 255;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int standard(double linear) {
        double value = Math.clamp(linear, 0, 1);
        double curved = value <= 0.0031308 ? value * 12.92 : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) (curved * 255 + 0.5);
    }

    private static void append(StringBuilder hash, int value, int digits) {
        for (int place = digits - 1; place >= 0; place--) {
            hash.append(DIGITS.charAt(value / (int) Math.pow(83, place) % 83));
        }
    }
}
