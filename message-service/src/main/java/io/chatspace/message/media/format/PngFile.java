package io.chatspace.message.media.format;

import io.chatspace.message.media.format.Anatomy.Size;
import io.chatspace.message.media.format.Anatomy.Span;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// PNG, third edition, section 5: the signature and the chunks.
public final class PngFile {
    private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    /// Length, type and checksum.
    private static final int AROUND = 12;

    private final Bytes bytes;
    private final List<Span> asides = new ArrayList<>();
    private @Nullable Size size;
    private int orientation = 1;
    private boolean deep;
    private boolean pixels;

    private record Chunk(long at, int length, String type) {
        long data() {
            return at + 8;
        }

        long end() {
            return at + AROUND + length;
        }

        /// PNG 5.4: without a capital letter in front a reader may leave it out.
        boolean isCritical() {
            return Character.isUpperCase(type.charAt(0));
        }
    }

    PngFile(Bytes bytes) {
        this.bytes = bytes;
    }

    Anatomy read() {
        long end = walk(this::take);
        var known = size;
        if (known == null || !pixels) {
            throw Damaged.because("it has no pixels");
        }
        return Anatomy.still(
                PictureKind.PNG, known, orientation, 1, deep, Anatomy.withRest(asides, end, bytes.size()), end);
    }

    /// A file that [Anatomy] took, with nothing in it but what its pixels need.
    public static byte[] bare(MemorySegment file) {
        return new PngFile(new Bytes(file)).bare();
    }

    private byte[] bare() {
        var bare = new ByteArrayOutputStream();
        bare.writeBytes(bytes.copy(0, SIGNATURE.length()));
        var _ = walk(chunk -> {
            if (chunk.isCritical() || chunk.type.equals("tRNS")) {
                bare.writeBytes(bytes.copy(chunk.at, AROUND + chunk.length));
            }
        });
        return bare.toByteArray();
    }

    private long walk(Consumer<Chunk> taker) {
        if (!bytes.starts(0, SIGNATURE)) {
            throw Damaged.because("it does not start as a PNG");
        }
        long at = SIGNATURE.length();
        while (true) {
            var chunk = chunk(at);
            taker.accept(chunk);
            at = chunk.end();
            if (chunk.type.equals("IEND")) {
                return at;
            }
        }
    }

    private Chunk chunk(long at) {
        long length = bytes.u32(at);
        bytes.need(at, length + AROUND);
        var type = bytes.ascii(at + 4, 4);
        if (!type.chars().allMatch(letter -> letter < 0x80 && Character.isLetter(letter))) {
            throw Damaged.because("a chunk has no name");
        }
        return new Chunk(at, Math.toIntExact(length), type);
    }

    private void take(Chunk chunk) {
        if ((size == null) != chunk.type.equals("IHDR")) {
            throw Damaged.because("its header is not where it belongs");
        }
        if (chunk.isCritical() && !checks(chunk)) {
            throw Damaged.because("a checksum does not match");
        }
        switch (chunk.type) {
            case "IHDR" -> header(chunk);
            case "IDAT" -> pixels = true;
            case "PLTE", "IEND" -> {}
            default -> aside(chunk);
        }
    }

    private void header(Chunk chunk) {
        long width = bytes.u32(chunk.data());
        long height = bytes.u32(chunk.data() + 4);
        if (chunk.length != 13 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw Damaged.because("its header makes no sense");
        }
        size = new Size((int) width, (int) height);
        deep = bytes.u8(chunk.data() + 8) > 8;
    }

    private void aside(Chunk chunk) {
        asides.add(new Span(chunk.data(), chunk.data() + chunk.length));
        if (chunk.type.equals("eXIf")) {
            orientation = ExifOrientation.read(bytes, chunk.data(), chunk.data() + chunk.length);
        }
    }

    private boolean checks(Chunk chunk) {
        var sum = new CRC32();
        sum.update(bytes.copy(chunk.at + 4, 4 + chunk.length));
        return sum.getValue() == bytes.u32(chunk.end() - 4);
    }
}
