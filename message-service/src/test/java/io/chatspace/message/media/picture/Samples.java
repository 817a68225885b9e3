package io.chatspace.message.media.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;

/// Picture files made for tests, honest and other.
public final class Samples {
    /// In metadata that must not get through.
    public static final String SECRET = "Secret-Place-52.5200N";

    private Samples() {}

    /// A picture with something to see in it, different in every corner.
    public static BufferedImage drawing(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int alpha = image.getColorModel().hasAlpha() ? 55 + 200 * x / width : 255;
                image.setRGB(x, y, alpha << 24 | (255 * x / width) << 16 | (255 * y / height) << 8 | (x ^ y) & 0xff);
            }
        }
        return image;
    }

    public static byte[] encoded(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(int width, int height) {
        return encoded(drawing(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    public static byte[] png(int width, int height) {
        return encoded(drawing(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    public static byte[] gif(int width, int height) {
        return encoded(drawing(width, height, BufferedImage.TYPE_INT_RGB), "gif");
    }

    public static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(Samples.class.getResourceAsStream("/pictures/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] cut(byte[] file, int from, int to) {
        return Arrays.copyOfRange(file, from, to);
    }

    /// The file with the segment put right after the JPEG's start.
    public static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        var head =
                new byte[] {(byte) 0xff, (byte) marker, (byte) ((content.length + 2) >> 8), (byte) (content.length + 2)
                };
        return join(cut(jpeg, 0, 2), head, content, cut(jpeg, 2, jpeg.length));
    }

    /// Exif with an orientation, a camera's name and the secret.
    public static byte[] exif(int orientation) {
        return join(text("Exif\0\0"), tiff(orientation));
    }

    public static byte[] tiff(int orientation) {
        var secret = text(SECRET + "\0");
        var tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + secret.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(text("II*\0")).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(secret.length).putInt(8 + 2 + 24 + 4);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        tiff.putInt(0).put(secret);
        return tiff.array();
    }

    public static byte[] chunk(String type, byte[] data) {
        var chunk = ByteBuffer.allocate(12 + data.length);
        chunk.putInt(data.length).put(text(type)).put(data);
        var sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    /// The file with the chunk put right after the PNG's header.
    public static byte[] withChunk(byte[] png, String type, byte[] data) {
        int afterHeader = 8 + 25;
        return join(cut(png, 0, afterHeader), chunk(type, data), cut(png, afterHeader, png.length));
    }

    /// A PNG that claims that size and has the given rows.
    public static byte[] png(int width, int height, int depth, int colour, byte[] rows) {
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colour)
                .put(new byte[3]);
        return join(
                text("\u0089PNG\r\n\u001a\n"),
                chunk("IHDR", header.array()),
                chunk("IDAT", deflated(rows)),
                chunk("IEND", new byte[0]));
    }

    public static byte[] deflated(byte[] data) {
        var deflater = new Deflater(9);
        try {
            deflater.setInput(data);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[64 << 10];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /// An animation of so many colours, a tenth of a second each, for ever, the frames after the first smaller.
    public static byte[] animation(int width, int height, int frames) {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                int inset = i == 0 ? 0 : 2;
                var frame = new BufferedImage(width - inset, height - inset, BufferedImage.TYPE_INT_RGB);
                var canvas = frame.createGraphics();
                canvas.setColor(new Color(Color.HSBtoRGB((float) i / frames, 1, 1)));
                canvas.fillRect(0, 0, width, height);
                canvas.dispose();
                var type = ImageTypeSpecifier.createFromRenderedImage(frame);
                var metadata = writer.getDefaultImageMetadata(type, null);
                var tree = (IIOMetadataNode) metadata.getAsTree("javax_imageio_gif_image_1.0");
                var place = (IIOMetadataNode)
                        tree.getElementsByTagName("ImageDescriptor").item(0);
                place.setAttribute("imageLeftPosition", Integer.toString(inset));
                place.setAttribute("imageTopPosition", Integer.toString(inset));
                var control = (IIOMetadataNode)
                        tree.getElementsByTagName("GraphicControlExtension").item(0);
                control.setAttribute("delayTime", "10");
                control.setAttribute("disposalMethod", "doNotDispose");
                if (i == 0) {
                    var loop = new IIOMetadataNode("ApplicationExtension");
                    loop.setAttribute("applicationID", "NETSCAPE");
                    loop.setAttribute("authenticationCode", "2.0");
                    loop.setUserObject(new byte[] {1, 0, 0});
                    var extensions = new IIOMetadataNode("ApplicationExtensions");
                    extensions.appendChild(loop);
                    tree.appendChild(extensions);
                    var comment = new IIOMetadataNode("CommentExtension");
                    comment.setAttribute("value", SECRET);
                    var comments = new IIOMetadataNode("CommentExtensions");
                    comments.appendChild(comment);
                    tree.appendChild(comments);
                }
                metadata.setFromTree("javax_imageio_gif_image_1.0", tree);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// Many frames on a large screen from little data: each draws one dot.
    public static byte[] gifBomb(int width, int height, int frames, int frameSide) {
        var head = ByteBuffer.allocate(13 + 6).order(ByteOrder.LITTLE_ENDIAN);
        head.put(text("GIF89a")).putShort((short) width).putShort((short) height);
        head.put((byte) 0x80).putShort((short) 0).put(new byte[6]);
        var frame = ByteBuffer.allocate(10 + 1 + 4).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 0x2c).putInt(0).putShort((short) frameSide).putShort((short) frameSide);
        frame.put((byte) 0).put((byte) 2).put(new byte[] {2, 0x4c, 0x01, 0});
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.array());
        for (int i = 0; i < frames; i++) {
            all.writeBytes(frame.array());
        }
        all.write(0x3b);
        return all.toByteArray();
    }

    /// The same file with a 16-bit numberchanged.
    public static byte[] patched(byte[] file, int at, int... values) {
        var copy = file.clone();
        for (int i = 0; i < values.length; i++) {
            copy[at + i] = (byte) values[i];
        }
        return copy;
    }

    public static int indexOf(byte[] file, byte[] wanted) {
        for (int i = 0; i <= file.length - wanted.length; i++) {
            if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
