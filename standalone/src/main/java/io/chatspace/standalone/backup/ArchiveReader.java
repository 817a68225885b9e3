package io.chatspace.standalone.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/// Reads what [ArchiveWriter] wrote, to whoever wants it, in its order.
final class ArchiveReader {
    /// MongoDB's own bound is 16 MiB.
    private static final int LARGEST = 17 << 20;
    private static final int SMALLEST = 5;

    private ArchiveReader() {}

    interface Sink {
        void collection(String database, String name, List<Document> indexes);

        void document(RawBsonDocument document);
    }

    /// Reads all of it.
    ///
    /// @return how many documents there were
    /// @throws NotAnArchive where it is none, or not a whole one; the sink may have been given a part of it by then
    static long read(Path file, Sink sink) throws IOException {
        try (var in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), 1 << 16))) {
            var magic = in.readNBytes(ArchiveWriter.MAGIC.length());
            if (!Arrays.equals(magic, ArchiveWriter.MAGIC.getBytes(StandardCharsets.US_ASCII))) {
                throw new NotAnArchive(file + " is not a backup of ChatSpace.");
            }
            return records(file, in, sink);
        } catch (ZipException e) {
            throw new NotAnArchive(file + " is not a backup of ChatSpace, or damaged: " + e.getMessage() + ".");
        } catch (EOFException _) {
            throw new NotAnArchive(file + " ends too early: it is not a whole backup.");
        }
    }

    private static long records(Path file, DataInputStream in, Sink sink) throws IOException {
        long documents = 0;
        boolean begun = false;
        for (; ; ) {
            char kind = (char) in.readByte();
            var bson = bson(file, in);
            if (kind == ArchiveWriter.COLLECTION) {
                begun = true;
                var about = about(file, bson);
                sink.collection(about.database(), about.name(), about.indexes());
            } else if (kind == ArchiveWriter.DOCUMENT && begun) {
                documents++;
                sink.document(bson);
            } else if (kind == ArchiveWriter.END && about(file, bson).documents() == documents) {
                // The checksum comes behind it.
                if (in.read() >= 0) {
                    throw new NotAnArchive(file + " goes on behind its end.");
                }
                return documents;
            } else {
                throw new NotAnArchive(file + " is damaged.");
            }
        }
    }

    private record About(String database, String name, List<Document> indexes, long documents) {}

    private static About about(Path file, RawBsonDocument bson) throws NotAnArchive {
        try {
            var about = bson.decode(new DocumentCodec());
            return new About(
                    about.get("database", ""),
                    about.get("name", ""),
                    about.getList("indexes", Document.class, List.of()),
                    about.get("documents", 0L));
        } catch (RuntimeException _) {
            // Garbage has many ways of not being BSON.
            throw new NotAnArchive(file + " is damaged.");
        }
    }

    private static RawBsonDocument bson(Path file, DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < SMALLEST || length > LARGEST) {
            throw new NotAnArchive(file + " is damaged.");
        }
        var bytes = new byte[length];
        bytes[0] = (byte) length;
        bytes[1] = (byte) (length >> 8);
        bytes[2] = (byte) (length >> 16);
        bytes[3] = (byte) (length >> 24);
        in.readFully(bytes, 4, length - 4);
        return new RawBsonDocument(bytes);
    }

    /// A sentence for the person at the terminal.
    static final class NotAnArchive extends IOException {
        private static final long serialVersionUID = 1L;

        NotAnArchive(String sentence) {
            super(sentence);
        }
    }
}
