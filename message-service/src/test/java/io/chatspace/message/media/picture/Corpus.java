package io.chatspace.message.media.picture;

import static io.chatspace.message.media.picture.Samples.SECRET;
import static io.chatspace.message.media.picture.Samples.animation;
import static io.chatspace.message.media.picture.Samples.chunk;
import static io.chatspace.message.media.picture.Samples.cut;
import static io.chatspace.message.media.picture.Samples.deflated;
import static io.chatspace.message.media.picture.Samples.encoded;
import static io.chatspace.message.media.picture.Samples.exif;
import static io.chatspace.message.media.picture.Samples.gif;
import static io.chatspace.message.media.picture.Samples.gifBomb;
import static io.chatspace.message.media.picture.Samples.indexOf;
import static io.chatspace.message.media.picture.Samples.join;
import static io.chatspace.message.media.picture.Samples.jpeg;
import static io.chatspace.message.media.picture.Samples.patched;
import static io.chatspace.message.media.picture.Samples.png;
import static io.chatspace.message.media.picture.Samples.resource;
import static io.chatspace.message.media.picture.Samples.text;
import static io.chatspace.message.media.picture.Samples.tiff;
import static io.chatspace.message.media.picture.Samples.withChunk;
import static io.chatspace.message.media.picture.Samples.withSegment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Hostile and odd files, each with what has to become of it: a refusal with that code, or a picture of that type.
public final class Corpus {
    private static final String NOT_AN_IMAGE = "not_an_image";
    private static final String TRUNCATED = "image_truncated";
    private static final String DAMAGED = "image_damaged";
    private static final String POLYGLOT = "image_polyglot";
    private static final String TOO_LARGE = "image_too_large";

    /// @param outcome a media type, or the code of a refusal
    public record Entry(String name, byte[] file, String outcome) {
        public boolean isTaken() {
            return outcome.startsWith("image/");
        }

        @Override
        public String toString() {
            return name + " -> " + outcome;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private Corpus() {
        notPictures();
        polyglots();
        truncated();
        damaged();
        bombs();
        odd();
    }

    public static List<Entry> all() {
        return new Corpus().entries;
    }

    private void add(String name, byte[] file, String outcome) {
        entries.add(new Entry(name, file, outcome));
    }

    private void notPictures() {
        add("empty file", new byte[0], NOT_AN_IMAGE);
        add("one byte", new byte[] {(byte) 0xff}, NOT_AN_IMAGE);
        add("text", text("hello, I am a picture"), NOT_AN_IMAGE);
        add("html", text("<!DOCTYPE html><html><script>alert(1)</script></html>"), NOT_AN_IMAGE);
        add("svg", text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), NOT_AN_IMAGE);
        add(
                "svg with prologue",
                text("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg "
                        + "xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>"),
                NOT_AN_IMAGE);
        add("pdf", text("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"), NOT_AN_IMAGE);
        add("zip", zip(), NOT_AN_IMAGE);
        add("elf", join(text("\u007fELF"), new byte[200]), NOT_AN_IMAGE);
        add("windows program", join(text("MZ"), new byte[200]), NOT_AN_IMAGE);
        add("php", text("<?php system($_GET['c']); ?>"), NOT_AN_IMAGE);
        add("postscript", text("%!PS-Adobe-3.0\n(x) run"), NOT_AN_IMAGE);
        add("imagemagick script", text("push graphic-context\nfill 'url(https://127.0.0.1/\"|ls\")'\n"), NOT_AN_IMAGE);
        add("noise", noise(5000), NOT_AN_IMAGE);
        add("bmp", resource("still.bmp"), NOT_AN_IMAGE);
        add("tiff", resource("still.tiff"), NOT_AN_IMAGE);
        add("icon", resource("icon.ico"), NOT_AN_IMAGE);
        add("avif", resource("still.avif"), NOT_AN_IMAGE);
        add("mp4", join(text("\0\0\0\u0018ftypisom\0\0\2\0isomiso2"), new byte[100]), NOT_AN_IMAGE);
        add("wave in riff", join(text("RIFF\u0024\0\0\0WAVEfmt "), new byte[32]), NOT_AN_IMAGE);
    }

    private void polyglots() {
        var script = text("<script>alert(document.domain)</script>");
        add("jpeg and zip", join(jpeg(40, 30), zip()), POLYGLOT);
        add("png and zip", join(png(40, 30), zip()), POLYGLOT);
        add("gif and jar", join(gif(40, 30), zip()), POLYGLOT);
        add("webp and zip", join(resource("lossy.webp"), zip()), POLYGLOT);
        add("jpeg and html behind", join(jpeg(40, 30), script), POLYGLOT);
        add("jpeg and html in a comment", withSegment(jpeg(40, 30), 0xfe, script), POLYGLOT);
        add("jpeg and php in exif", withSegment(jpeg(40, 30), 0xe1, text("Exif\0\0<?php phpinfo();")), POLYGLOT);
        add("png and html in text", withChunk(png(40, 30), "tEXt", join(text("Comment\0"), script)), POLYGLOT);
        add("png and svg behind", join(png(40, 30), text("<svg xmlns='http://www.w3.org/2000/svg'/>")), POLYGLOT);
        add("gif and html behind", join(gif(40, 30), text("<html><body>")), POLYGLOT);
        add(
                "gif and script in a comment",
                gifComment(gif(40, 30), "*/=1;</script><script>alert(1)</script>"),
                POLYGLOT);
        add("jpeg and pdf in a comment", withSegment(jpeg(40, 30), 0xfe, text("%PDF-1.4\n1 0 obj")), POLYGLOT);
        add("png and pdf behind", join(png(40, 30), text("%PDF-1.4\n1 0 obj")), POLYGLOT);
        add("webp and page in a chunk", webpChunk(resource("lossy.webp"), "JUNK", script), POLYGLOT);
        add("jpeg and program behind", join(jpeg(40, 30), text("\u007fELF\2\1\1"), new byte[200]), POLYGLOT);
        add("png and shell script behind", join(png(40, 30), text("#!/bin/sh\nrm -rf /\n")), POLYGLOT);
    }

    private void truncated() {
        for (var file : List.of(jpeg(80, 60), png(80, 60), gif(80, 60))) {
            var kind = file[1] == 'P' ? "png" : file[0] == 'G' ? "gif" : "jpeg";
            add(kind + " half", cut(file, 0, file.length / 2), TRUNCATED);
            add(kind + " without its last byte", cut(file, 0, file.length - 1), TRUNCATED);
            add(kind + " of 20 bytes", cut(file, 0, 20), TRUNCATED);
        }
        add("webp half", cut(resource("lossy.webp"), 0, 400), TRUNCATED);
        add("webp lossless half", cut(resource("lossless.webp"), 0, 400), TRUNCATED);
        add(
                "jpeg half with an end",
                join(cut(jpeg(200, 200), 0, 2000), new byte[] {(byte) 0xff, (byte) 0xd9}),
                TRUNCATED);
        add("png with half its rows", png(40, 40, 8, 2, new byte[20 * 121]), DAMAGED);
        add("jpeg that only begins", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9}, TRUNCATED);
    }

    private void damaged() {
        var png = png(40, 30);
        var jpeg = jpeg(40, 30);
        int scan = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xda});
        int frame = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xc0});
        add("png with a wrong checksum", patched(png, png.length - 20, 1, 2, 3), DAMAGED);
        add("png without pixels", join(cut(png, 0, 33), chunk("IEND", new byte[0])), DAMAGED);
        add("png of no width", png(0, 10, 8, 2, new byte[10]), DAMAGED);
        add("png of negative height", png(10, -1, 8, 2, new byte[10]), DAMAGED);
        add("png of an unknown colour type", png(10, 10, 8, 5, new byte[310]), DAMAGED);
        add("png with rows that are no zlib", brokenRows(), DAMAGED);
        add("jpeg of no height", patched(jpeg, frame + 5, 0, 0), DAMAGED);
        add("jpeg with two frames", withSegment(jpeg, 0xc0, cut(jpeg, frame + 4, frame + 19)), DAMAGED);
        add("jpeg without tables", join(cut(jpeg, 0, 2), cut(jpeg, frame, jpeg.length)), DAMAGED);
        add("jpeg with a segment of length 0", withRaw(jpeg, 0xff, 0xe5, 0, 0), DAMAGED);
        add("jpeg with noise for pixels", join(cut(jpeg, 0, scan + 14), noiseWithoutMarkers(), end()), TRUNCATED);
        add("gif without frames", join(cut(gif(40, 30), 0, 13), new byte[] {0x3b}), TRUNCATED);
        add("gif frame off the screen", gifBomb(10, 10, 1, 20), DAMAGED);
        add("webp that lies about its size", patched(resource("exif.webp"), 24, 0xff, 0x0f, 0), DAMAGED);
        add("webp whose stream is larger", patched(resource("exif.webp"), 24, 1, 0, 0, 1, 0, 0), DAMAGED);
        add("webp without a picture", join(text("RIFF\u000c\0\0\0WEBPJUNK\0\0\0\0")), DAMAGED);
    }

    private void bombs() {
        add("png of 30000 x 30000", png(30_000, 30_000, 1, 0, new byte[3751 * 1000]), TOO_LARGE);
        add("png of a single row of 60 megapixels", png(60_000_000, 1, 1, 0, new byte[7_500_001]), TOO_LARGE);
        add("png wider than can be written", png(70_000, 10, 1, 0, new byte[8751 * 10]), TOO_LARGE);
        add("jpeg of 65500 x 65500", claims(jpeg(40, 30), 65_500, 65_500), TOO_LARGE);
        add("gif of 60000 x 60000", gifBomb(60_000, 60_000, 1, 10), TOO_LARGE);
        add("gif of 2000 frames", gifBomb(10, 10, 2000, 10), TOO_LARGE);
        add("gif of 300 large frames", gifBomb(2000, 2000, 300, 2000), TOO_LARGE);
        add("webp of 16384 x 16384", webpLossless(16_384, 16_384), TOO_LARGE);
        add("jpeg of 200 passes", passes(resource("progressive.jpg"), 200), TOO_LARGE);
        add("png with 100 MB of text", withChunk(png(40, 30), "zTXt", textBomb()), "image/png");
        add("png with 100 MB of profile", withChunk(png(40, 30), "iCCP", textBomb()), "image/png");
    }

    private void odd() {
        add("jpeg", jpeg(40, 30), "image/jpeg");
        add("jpeg of one pixel", jpeg(1, 1), "image/jpeg");
        add("jpeg, grey", encoded(Samples.drawing(40, 30, BufferedImage.TYPE_BYTE_GRAY), "jpeg"), "image/jpeg");
        add("jpeg, progressive", resource("progressive.jpg"), "image/jpeg");
        add("jpeg, cmyk", resource("cmyk.jpg"), "image/jpeg");
        add("jpeg with exif", withSegment(jpeg(40, 30), 0xe1, exif(6)), "image/jpeg");
        add(
                "jpeg with xmp",
                withSegment(jpeg(40, 30), 0xe1, text("http://ns.adobe.com/xap/1.0/\0" + SECRET)),
                "image/jpeg");
        add("jpeg with a comment", withSegment(jpeg(40, 30), 0xfe, text(SECRET)), "image/jpeg");
        add(
                "jpeg with nonsense for exif",
                withSegment(jpeg(40, 30), 0xe1, text("Exif\0\0II*\0\u00ff\u00ff\u00ff\u007f")),
                "image/jpeg");
        add(
                "jpeg with nonsense for a profile",
                withSegment(jpeg(40, 30), 0xe2, text("ICC_PROFILE\0\1\1garbage")),
                "image/jpeg");
        add(
                "jpeg and a film behind",
                join(jpeg(40, 30), text("\0\0\0\u0018ftypmp42\0\0\0\0isommp42" + SECRET)),
                "image/jpeg");
        add(
                "jpeg and another jpeg behind",
                join(jpeg(40, 30), withSegment(jpeg(20, 20), 0xfe, text(SECRET))),
                "image/jpeg");
        add("jpeg and padding behind", join(jpeg(40, 30), new byte[4096]), "image/jpeg");
        add("jpeg with fill bytes", withRaw(jpeg(40, 30), 0xff, 0xff, 0xff), "image/jpeg");
        add("png", png(40, 30), "image/png");
        add("png, transparent", encoded(Samples.drawing(40, 30, BufferedImage.TYPE_INT_ARGB), "png"), "image/png");
        add(
                "png, grey of 16 bits",
                encoded(Samples.drawing(40, 30, BufferedImage.TYPE_USHORT_GRAY), "png"),
                "image/png");
        add("png, one bit", encoded(Samples.drawing(40, 30, BufferedImage.TYPE_BYTE_BINARY), "png"), "image/png");
        add("png, indexed", encoded(Samples.drawing(40, 30, BufferedImage.TYPE_BYTE_INDEXED), "png"), "image/png");
        add("png with text", withChunk(png(40, 30), "tEXt", text("Author\0" + SECRET)), "image/png");
        add("png with exif", withChunk(png(40, 30), "eXIf", tiff(8)), "image/png");
        add("png and noise behind", join(png(40, 30), noise(500)), "image/png");
        add("png, 1 x 4000", png(1, 4000), "image/png");
        add("gif", gif(40, 30), "image/gif");
        add("gif, animated", animation(40, 30, 5), "image/gif");
        add("gif with a comment", gifComment(gif(40, 30), SECRET), "image/gif");
        add("webp, lossy", resource("lossy.webp"), "image/jpeg");
        add("webp, lossless", resource("lossless.webp"), "image/jpeg");
        add("webp, transparent", resource("alpha.webp"), "image/png");
        add("webp, transparent and lossless", resource("alpha-lossless.webp"), "image/png");
        add("webp with exif and xmp", resource("exif.webp"), "image/jpeg");
        add("webp, animated", resource("animated.webp"), "image/jpeg");
    }

    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Evil.class"));
            zip.write(new byte[] {1, 2, 3});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise(int length) {
        var noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static byte[] noiseWithoutMarkers() {
        var noise = noise(300);
        for (int i = 0; i < noise.length; i++) {
            noise[i] &= 0x7f;
        }
        return noise;
    }

    private static byte[] end() {
        return new byte[] {(byte) 0xff, (byte) 0xd9};
    }

    private static byte[] withRaw(byte[] jpeg, int... values) {
        var raw = new byte[values.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) values[i];
        }
        return join(cut(jpeg, 0, 2), raw, cut(jpeg, 2, jpeg.length));
    }

    private static byte[] gifComment(byte[] gif, String comment) {
        var block = join(new byte[] {0x21, (byte) 0xfe, (byte) comment.length()}, text(comment), new byte[1]);
        return join(cut(gif, 0, gif.length - 1), block, new byte[] {0x3b});
    }

    private static byte[] webpChunk(byte[] webp, String name, byte[] data) {
        var padded = data.length % 2 == 0 ? data : join(data, new byte[1]);
        var chunk = ByteBuffer.allocate(8 + padded.length).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(text(name)).putInt(data.length).put(padded);
        var all = join(webp, chunk.array());
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(4, all.length - 8);
        return all;
    }

    private static byte[] webpLossless(int width, int height) {
        var stream = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        stream.put((byte) 0x2f).putInt(width - 1 | (height - 1) << 14);
        return webpChunk(text("RIFF\0\0\0\0WEBP"), "VP8L", stream.array());
    }

    private static byte[] brokenRows() {
        var whole = png(4, 4, 8, 2, new byte[4 * 13]);
        return join(cut(whole, 0, 33), chunk("IDAT", noise(60)), chunk("IEND", new byte[0]));
    }

    private static byte[] claims(byte[] jpeg, int width, int height) {
        int frame = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xc0});
        return patched(jpeg, frame + 5, height >> 8, height, width >> 8, width);
    }

    /// The last pass over and over.
    private static byte[] passes(byte[] jpeg, int times) {
        int last = -1;
        for (int i = 0; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xda) {
                last = i;
            }
        }
        var all = new ByteArrayOutputStream();
        all.write(jpeg, 0, last);
        for (int i = 0; i < times; i++) {
            all.write(jpeg, last, jpeg.length - 2 - last);
        }
        all.writeBytes(end());
        return all.toByteArray();
    }

    private static byte[] textBomb() {
        return join(text("Comment\0\0"), deflated(new byte[100 << 20]));
    }
}
