package io.chatspace.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatspace.standalone.backup.ArchiveReader.NotAnArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    Path folder;

    private final List<String> collections = new ArrayList<>();
    private final List<RawBsonDocument> documents = new ArrayList<>();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("archive");
        try (var archive = new ArchiveWriter(Files.newOutputStream(file))) {
            archive.collection("a", "users", List.of(new Document("name", "email").append("unique", true)));
            archive.document(RawBsonDocument.parse("{\"_id\": 1, \"text\": \"é\"}"));
            archive.document(RawBsonDocument.parse("{\"_id\": 2}"));
            archive.collection("a", "empty", List.of());
            archive.end();
        }
    }

    @Test
    void whatIsReadShouldBeWhatWasWritten() throws IOException {
        assertThat(read(file)).isEqualTo(2);
        assertThat(collections).containsExactly("a.users [Document{{name=email, unique=true}}]", "a.empty []");
        assertThat(documents)
                .extracting(RawBsonDocument::toJson)
                .containsExactly("{\"_id\": 1, \"text\": \"é\"}", "{\"_id\": 2}");
    }

    @Test
    void anArchiveThatWasCutShortAnywhereShouldBeRefused() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void oneWithoutItsEndShouldBeRefused() throws IOException {
        var unfinished = folder.resolve("unfinished");
        try (var archive = new ArchiveWriter(Files.newOutputStream(unfinished))) {
            archive.collection("a", "users", List.of());
        }

        assertThatExceptionOfType(NotAnArchive.class).isThrownBy(() -> read(unfinished));
    }

    @Test
    void aByteThatChangedShouldBeSeen() throws IOException {
        var whole = Files.readAllBytes(file);
        var random = new Random(1);
        // Behind the head of the gzip format, which has a time and the like.
        for (int at = 10; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            refused(damaged);
        }
    }

    private void refused(byte[] bytes) throws IOException {
        var other = folder.resolve("other");
        Files.write(other, bytes);
        assertThatExceptionOfType(NotAnArchive.class).isThrownBy(() -> read(other));
    }

    private long read(Path path) throws IOException {
        return ArchiveReader.read(path, new ArchiveReader.Sink() {
            @Override
            public void collection(String database, String name, List<Document> indexes) {
                collections.add(database + "." + name + " " + indexes);
            }

            @Override
            public void document(RawBsonDocument document) {
                documents.add(document);
            }
        });
    }
}
