package io.chatspace.standalone.backup;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;

/// Writes an archive: gzip of [#MAGIC] and of records, each a letter and a BSON document. A collection, its documents,
/// the next collection, and so on; last how many documents there were, so that one that was cut short is known for it.
final class ArchiveWriter implements AutoCloseable {
    static final String MAGIC = "chatspace-backup 1\n";
    static final char COLLECTION = 'C';
    static final char DOCUMENT = 'D';
    static final char END = 'E';

    private final DataOutputStream out;
    private long documents;

    ArchiveWriter(OutputStream file) throws IOException {
        out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(file, 1 << 16), 1 << 16));
        out.writeBytes(MAGIC);
    }

    void collection(String database, String name, List<Document> indexes) throws IOException {
        record(
                COLLECTION,
                new Document("database", database).append("name", name).append("indexes", indexes));
    }

    void document(RawBsonDocument document) throws IOException {
        record(DOCUMENT, document);
        documents++;
    }

    /// Without it an archive can't be restored.
    void end() throws IOException {
        record(END, new Document("documents", documents));
    }

    long documents() {
        return documents;
    }

    private void record(char kind, Document document) throws IOException {
        var bson = new BsonDocument();
        new DocumentCodec()
                .encode(
                        new BsonDocumentWriter(bson),
                        document,
                        EncoderContext.builder().build());
        record(kind, new RawBsonDocument(bson, new BsonDocumentCodec()));
    }

    private void record(char kind, RawBsonDocument document) throws IOException {
        out.writeByte(kind);
        // BSON begins with its own length.
        var bytes = document.getByteBuffer();
        out.write(bytes.array(), bytes.position(), bytes.remaining());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
