package io.chatspace.message.media.format;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds what makes a picture file a second kind of file too: a page, a program, an archive, put beside the pixels.
/// Cameras put harmless things there (previews, films, padding), which are dropped when the picture is made anew.
public final class Stowaways {
    private static final Pattern PAGE = Pattern.compile(
            "<script[\\s/>]|<html[\\s>]|<!doctype\\s+html|<svg[\\s>]|<iframe[\\s>]|<\\?php|javascript:",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DOCUMENT = Pattern.compile("%PDF-\\d");
    /// Local header or end of directory, with plausible fields behind: four bytes alone come up by chance.
    private static final Pattern ARCHIVE = Pattern.compile(
            "PK\\x03\\x04[\\x0a-\\x3f][\\x00-\\x0b]|PK\\x05\\x06\\x00\\x00\\x00\\x00|Rar!\\x1a\\x07|7z\\xbc\\xaf\\x27\\x1c");
    private static final Set<String> HARMLESS = Set.of("image", "video", "audio");
    private static final Set<String> UNKNOWN = Set.of("application/octet-stream", "text/plain", "application/mp4");
    /// Looked at in pieces that overlap by more than the longest of the patterns.
    private static final int PIECE = 256 << 10;

    private static final int OVERLAP = 64;

    private Stowaways() {}

    /// Throws [Damaged] where there is one.
    public static void refuse(Anatomy anatomy, MemorySegment file) {
        for (var aside : anatomy.asides()) {
            for (long at = aside.start(); at < aside.end(); at += PIECE - OVERLAP) {
                search(file.asSlice(at, Math.min(PIECE, aside.end() - at)));
            }
        }
        var rest = file.asSlice(anatomy.pictureEnd());
        if (rest.byteSize() > 0) {
            name(rest);
        }
    }

    private static void search(MemorySegment piece) {
        var text = new String(piece.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
        if (PAGE.matcher(text).find()) {
            throw Damaged.hiding("a script or a page");
        }
        if (DOCUMENT.matcher(text).find()) {
            throw Damaged.hiding("a document");
        }
        if (ARCHIVE.matcher(text).find()) {
            throw Damaged.hiding("an archive");
        }
    }

    private static void name(MemorySegment rest) {
        var type = Contents.of(rest);
        boolean harmless =
                HARMLESS.contains(type.getType()) && !type.getSubtype().startsWith("svg");
        if (!harmless && !UNKNOWN.contains(type.toString())) {
            throw Damaged.hiding("another file (" + type + ")");
        }
    }
}
