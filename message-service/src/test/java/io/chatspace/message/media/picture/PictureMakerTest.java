package io.chatspace.message.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatspace.message.media.format.Damaged;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an uploaded file.
class PictureMakerTest {
    @TempDir
    Path folder;

    private final PictureMaker maker =
            new PictureMaker(new Limits(50_000_000, 200_000_000, 1000), new PixelMemory(1 << 30, 1 << 30));

    static Stream<Corpus.Entry> corpus() {
        return Corpus.all().stream();
    }

    @Test
    void corpusShouldHaveEnoughInIt() {
        assertThat(Corpus.all()).hasSizeGreaterThan(100);
        assertThat(Corpus.all()).extracting(Corpus.Entry::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void fileShouldBeRefusedOrBecomeACleanPicture(Corpus.Entry entry) throws Exception {
        assertThat(outcome(entry.file())).isEqualTo(entry.outcome());
        if (entry.isTaken()) {
            assertClean(make(entry.file()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void orientationShouldBeApplied(int orientation) throws Exception {
        var stored = Samples.drawing(30, 20, BufferedImage.TYPE_INT_RGB);
        var file = Samples.withChunk(Samples.encoded(stored, "png"), "eXIf", Samples.tiff(orientation));

        var picture = make(file);

        var shown = ImageIO.read(picture.file().toFile());
        boolean turned = orientation >= 5;
        assertThat(picture.width()).isEqualTo(turned ? 20 : 30).isEqualTo(shown.getWidth());
        assertThat(picture.height()).isEqualTo(turned ? 30 : 20).isEqualTo(shown.getHeight());
        for (int y = 0; y < shown.getHeight(); y++) {
            for (int x = 0; x < shown.getWidth(); x++) {
                int expected = storedAt(stored, orientation, x, y);
                assertThat(shown.getRGB(x, y)).as("%d, %d", x, y).isEqualTo(expected);
            }
        }
    }

    /// Exif 2.3, the meaning of each orientation, from the place where a pixel is shown back to where it is stored.
    private static int storedAt(BufferedImage stored, int orientation, int x, int y) {
        int right = stored.getWidth() - 1;
        int bottom = stored.getHeight() - 1;
        return switch (orientation) {
            case 2 -> stored.getRGB(right - x, y);
            case 3 -> stored.getRGB(right - x, bottom - y);
            case 4 -> stored.getRGB(x, bottom - y);
            case 5 -> stored.getRGB(y, x);
            case 6 -> stored.getRGB(y, bottom - x);
            case 7 -> stored.getRGB(right - y, bottom - x);
            case 8 -> stored.getRGB(right - y, x);
            default -> stored.getRGB(x, y);
        };
    }

    @Test
    void losslessPictureShouldKeepItsPixels() throws Exception {
        var stored = Samples.drawing(50, 40, BufferedImage.TYPE_INT_ARGB);

        var shown = ImageIO.read(make(Samples.encoded(stored, "png")).file().toFile());

        assertThat(pixels(shown)).isEqualTo(pixels(stored));
    }

    @Test
    void greyOfSixteenBitsShouldKeepItsBrightness() throws Exception {
        var stored = new BufferedImage(10, 10, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 100; i++) {
            stored.getRaster().setSample(i % 10, i / 10, 0, 0x6000);
        }

        var picture = make(Samples.encoded(stored, "png"));

        assertThat(ImageIO.read(picture.file().toFile()).getRGB(5, 5) & 0xff).isEqualTo(0x60);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.thumb())).getRGB(5, 5) & 0xff)
                .isBetween(0x5c, 0x64);
    }

    @Test
    void colourProfileShouldBeAppliedBeforeItIsDropped() throws Exception {
        // The same bytes mean brighter pixels in linear light.
        var profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var plain = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 32 * 32).forEach(i -> plain.setRGB(i % 32, i / 32, 0x404040));
        var jpeg = Samples.encoded(plain, "jpeg");
        var segment = Samples.join(Samples.text("ICC_PROFILE\0\1\1"), profile);

        var shown = ImageIO.read(
                make(Samples.withSegment(jpeg, 0xe2, segment)).file().toFile());

        assertThat(shown.getRGB(16, 16) & 0xff).isBetween(0x84, 0x8e);
    }

    @Test
    void animationShouldKeepItsFramesTimesPlacesAndLoop() throws Exception {
        var picture = make(Samples.animation(40, 30, 6));

        assertThat(picture.mediaType()).isEqualTo("image/gif");
        assertThat(picture.width()).isEqualTo(40);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(picture.file().toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(6);
            var last = new StringWriter();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(
                            new DOMSource(reader.getImageMetadata(5).getAsTree("javax_imageio_gif_image_1.0")),
                            new StreamResult(last));
            assertThat(last.toString())
                    .contains("delayTime=\"10\"", "imageLeftPosition=\"2\"", "disposalMethod=\"doNotDispose\"");
            assertThat(reader.read(0).getRGB(5, 5) & 0xffffff).isEqualTo(0xff0000);
            assertThat(reader.read(3).getRGB(5, 5) & 0xffffff).isEqualTo(0x00ffff);
        } finally {
            reader.dispose();
        }
        var bytes = Files.readAllBytes(picture.file());
        assertThat(Samples.indexOf(bytes, Samples.text("NETSCAPE2.0\3\1\0\0\0")))
                .isPositive();
    }

    @Test
    void thumbnailShouldHaveItsLongerSideAtMost320() throws Exception {
        var wide = ImageIO.read(
                new ByteArrayInputStream(make(Samples.jpeg(1600, 900)).thumb()));
        var high = ImageIO.read(
                new ByteArrayInputStream(make(Samples.jpeg(300, 3000)).thumb()));
        var small = ImageIO.read(
                new ByteArrayInputStream(make(Samples.jpeg(100, 50)).thumb()));
        var line =
                ImageIO.read(new ByteArrayInputStream(make(Samples.png(1, 4000)).thumb()));

        assertThat(List.of(wide.getWidth(), wide.getHeight())).containsExactly(320, 180);
        assertThat(List.of(high.getWidth(), high.getHeight())).containsExactly(32, 320);
        assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(100, 50);
        assertThat(List.of(line.getWidth(), line.getHeight())).containsExactly(1, 320);
    }

    @Test
    void transparentThumbnailShouldStayTransparent() throws Exception {
        var picture = make(Samples.encoded(Samples.drawing(700, 500, BufferedImage.TYPE_INT_ARGB), "png"));

        assertThat(picture.thumbType()).isEqualTo("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.thumb()))
                        .getColorModel()
                        .hasAlpha())
                .isTrue();
    }

    @Test
    void pictureThatNeedsMoreMemoryThanThereIsShouldBeRefused() {
        var small = new PictureMaker(new Limits(50_000_000, 1, 1), new PixelMemory(1 << 20, 1 << 20));

        assertThatExceptionOfType(Damaged.class)
                .isThrownBy(() -> small.make(file(Samples.jpeg(500, 500)), folder.resolve("out")))
                .withMessage("The image has more pixels than this server has memory for");
    }

    /// Bytes changed at random never do worse than a refusal.
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "animation", "lossy.webp", "alpha-lossless.webp", "animated.webp"})
    void brokenFileShouldBeRefusedOrBecomeAPicture(String kind) throws Exception {
        var whole = switch (kind) {
            case "jpeg" -> Samples.withSegment(Samples.jpeg(60, 40), 0xe1, Samples.exif(6));
            case "png" -> Samples.png(60, 40);
            case "gif" -> Samples.gif(60, 40);
            case "animation" -> Samples.animation(40, 30, 4);
            default -> Samples.resource(kind);
        };
        long seed = Long.getLong("chatspace.seed", 20261124);
        var dice = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var broken = whole.clone();
            for (int i = 0; i <= dice.nextInt(4); i++) {
                broken[dice.nextInt(broken.length)] = (byte) dice.nextInt();
            }
            assertThat(outcome(broken))
                    .as("seed %d, round %d", seed, round)
                    .matches("image[/_][a-z]+|not_an_image|image_too_large");
        }
    }

    private String outcome(byte[] file) throws Exception {
        try {
            return make(file).mediaType();
        } catch (NotAPicture e) {
            return "not_an_image";
        } catch (Damaged e) {
            return e.code();
        }
    }

    private void assertClean(Picture picture) throws IOException {
        for (var bytes : List.of(Files.readAllBytes(picture.file()), picture.thumb())) {
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain(
                            Samples.SECRET, "Exif", "<script", "Secret", "ICC_PROFILE", "PK\u0003\u0004", "xmp");
            var image = ImageIO.read(new ByteArrayInputStream(bytes));
            assertThat(image).isNotNull();
        }
        var shown = ImageIO.read(picture.file().toFile());
        assertThat(shown.getWidth()).isEqualTo(picture.width());
        assertThat(shown.getHeight()).isEqualTo(picture.height());
        assertThat(picture.size()).isEqualTo(Files.size(picture.file()));
        assertThat(picture.blurhash()).hasSize(28);
    }

    private Picture make(byte[] file) throws IOException, InterruptedException {
        return maker.make(file(file), folder.resolve("picture"));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("upload"), bytes);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
