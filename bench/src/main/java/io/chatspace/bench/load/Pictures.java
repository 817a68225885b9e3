package io.chatspace.bench.load;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// Pictures as heavy as the limits allow.
public final class Pictures {
    private static final int WIDTH = 6_000;
    private static final int HEIGHT = 4_000;
    private static final int LIMIT = 5 << 20;

    private Pictures() {}

    /// A PNG of 24 megapixels and just under 5 MiB: noise above, plain below.
    public static byte[] large() throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        var pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        var noise = new byte[LIMIT / 100 * 96];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, pixels, 0, noise.length);
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        if (file.size() > LIMIT) {
            throw new IllegalStateException("too large: " + file.size());
        }
        return file.toByteArray();
    }
}
