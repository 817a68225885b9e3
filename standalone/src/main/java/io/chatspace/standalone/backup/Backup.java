package io.chatspace.standalone.backup;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.connection.ClusterType;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.chatspace.standalone.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Copies ChatSpace's databases of one MongoDB into a file, and back. Blocks its caller.
///
/// On a replica set everything is read as it was at one moment, while people go on writing; MongoDB keeps such a moment
/// for five minutes (`minSnapshotHistoryWindowInSeconds`). The in-process database has no such thing: what is written
/// meanwhile may be in it or not.
final class Backup implements AutoCloseable {
    private static final List<String> DATABASES = List.of("chatspace_auth", "chatspace_messages");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 8 << 20;

    private final MongoClient client;

    Backup(String uri) {
        client = MongoClients.create(uri);
    }

    /// Writes a new file, which only its owner may read: it holds password hashes and keys. Nothing is left of one that
    /// was not finished.
    ///
    /// @return how many documents it has
    long save(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new StartFailure(file + " is there already.");
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            long documents;
            try (var archive = new ArchiveWriter(Files.newOutputStream(part))) {
                write(archive);
                documents = archive.documents();
            }
            if (documents == 0) {
                throw new StartFailure("There is nothing of ChatSpace in this database.");
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return documents;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(ArchiveWriter archive) throws IOException {
        try (var moment = moment()) {
            for (var name : DATABASES) {
                var database = client.getDatabase(name);
                for (var collection : new TreeSet<>(all(database.listCollectionNames()))) {
                    if (!collection.startsWith("system.")) {
                        var documents = database.getCollection(collection, RawBsonDocument.class);
                        archive.collection(name, collection, all(documents.listIndexes()));
                        for (var document : Flux.from(find(documents, moment)).toIterable(BATCH)) {
                            archive.document(document);
                        }
                    }
                }
            }
        }
        archive.end();
    }

    private static FindPublisher<RawBsonDocument> find(
            MongoCollection<RawBsonDocument> documents, @Nullable ClientSession moment) {
        return moment == null ? documents.withReadConcern(ReadConcern.LOCAL).find() : documents.find(moment);
    }

    /// A session in which everything is read as it is now; null where the server has none. The driver knows what it
    /// talks to: the in-process database does not know the command that would say.
    private @Nullable ClientSession moment() {
        all(client.getDatabase(DATABASES.getFirst()).listCollectionNames());
        var type = client.getClusterDescription().getType();
        return type == ClusterType.REPLICA_SET || type == ClusterType.SHARDED
                ? one(client.startSession(
                        ClientSessionOptions.builder().snapshot(true).build()))
                : null;
    }

    /// Puts everything that is in the file in the place of what is in the database. The services must not run. A file
    /// that is not whole is found out before anything is touched.
    ///
    /// @return how many documents there are now
    long restore(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new StartFailure("There is no file " + file + ".");
        }
        ArchiveReader.read(file, new Nothing());
        DATABASES.forEach(name -> one(client.getDatabase(name).drop()));
        var filling = new Filling();
        long documents = ArchiveReader.read(file, filling);
        filling.flush();
        return documents;
    }

    private static final class Nothing implements ArchiveReader.Sink {
        @Override
        public void collection(String database, String name, List<Document> indexes) {
            if (!DATABASES.contains(database)) {
                throw new StartFailure(
                        "The file has something of the database " + database + ", which is not ChatSpace's.");
            }
        }

        @Override
        public void document(RawBsonDocument document) {
            // Only whether it is there.
        }
    }

    private final class Filling implements ArchiveReader.Sink {
        private @Nullable MongoCollection<RawBsonDocument> current;
        private final List<RawBsonDocument> batch = new ArrayList<>();
        private int bytes;

        @Override
        public void collection(String database, String name, List<Document> indexes) {
            flush();
            var into = client.getDatabase(database);
            one(into.createCollection(name));
            current = into.getCollection(name, RawBsonDocument.class);
            var wanted = indexes.stream()
                    .filter(index -> !"_id_".equals(index.getString("name")))
                    .peek(index -> index.remove("ns"))
                    .toList();
            if (!wanted.isEmpty()) {
                one(into.runCommand(new Document("createIndexes", name).append("indexes", wanted)));
            }
        }

        @Override
        public void document(RawBsonDocument document) {
            batch.add(document);
            bytes += document.getByteBuffer().remaining();
            if (batch.size() == BATCH || bytes > BATCH_BYTES) {
                flush();
            }
        }

        void flush() {
            if (current != null && !batch.isEmpty()) {
                one(current.insertMany(List.copyOf(batch), new InsertManyOptions().ordered(false)));
            }
            batch.clear();
            bytes = 0;
        }
    }

    private static <T> List<T> all(Publisher<T> publisher) {
        var list = Flux.from(publisher).collectList().block(LIMIT);
        return list == null ? List.of() : list;
    }

    private static <T> @Nullable T one(Publisher<T> publisher) {
        return Mono.from(publisher).block(LIMIT);
    }

    @Override
    public void close() {
        client.close();
    }
}
