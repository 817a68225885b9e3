package io.chatspace.message.media.format;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/// What bytes are, by the bytes alone: names and declared types are the sender's claims.
public final class Contents {
    private static final int LOOK = 64 << 10;

    private Contents() {}

    /// The media type, `application/octet-stream` where it is nothing known.
    public static MediaType of(MemorySegment bytes) {
        var start = bytes.asSlice(0, Math.min(LOOK, bytes.byteSize())).toArray(JAVA_BYTE);
        try {
            return MimeTypes.getDefaultMimeTypes().detect(new ByteArrayInputStream(start), new Metadata());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
