package io.chatspace.kit.test;

import com.mongodb.MongoCommandException;
import com.mongodb.reactivestreams.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.mongodb.MongoDBContainer;
import reactor.core.publisher.Mono;

/// MongoDB, shared by the tests of one JVM: a container where the engine has the image, else `mongod` of the
/// machine (or the one that `CHATSPACE_MONGOD` names), both as a replica set of one; else the in-process server.
/// The log says which.
public final class RealMongo {
    private static final Logger log = LoggerFactory.getLogger(RealMongo.class);
    private static final String IMAGE = "mongo:8";
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 2L << 30;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private RealMongo() {}

    private static final class Shared {
        private static final String URI = start();
    }

    /// Without a database: a test names one of its own, so that tests do not meet.
    public static String uri() {
        return Shared.URI;
    }

    /// A server without journal, durability and most of MongoDB, as the zero-install start uses it.
    public static String inProcessUri() {
        var server = new MongoServer(new MemoryBackend());
        var address = server.bind();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    private static String start() {
        if (Docker.has(IMAGE)) {
            var container = new MongoDBContainer(IMAGE).withReplicaSet();
            container.start();
            log.info("MongoDB: container {}", IMAGE);
            return container.getConnectionString();
        }
        var program = program();
        if (program == null) {
            log.warn("MongoDB: none found, the in-process server stands in");
            return inProcessUri();
        }
        return startProcess(program);
    }

    private static @Nullable Path program() {
        var named = System.getenv("CHATSPACE_MONGOD");
        return named != null ? Path.of(named) : OwnedProcess.onPath("mongod");
    }

    private static String startProcess(Path program) {
        try {
            var folder = folder();
            int port = OwnedProcess.freePort();
            OwnedProcess.start(
                    folder,
                    List.of(
                            program.toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind_ip",
                            "127.0.0.1",
                            "--replSet",
                            "rs0",
                            "--dbpath",
                            folder.toString(),
                            "--wiredTigerCacheSizeGB",
                            "0.25"));
            OwnedProcess.awaitPort(port, START_LIMIT);
            initiate(port);
            log.info("MongoDB: {}, port {}, replica set of one", program, port);
            return "mongodb://127.0.0.1:" + port + "/?replicaSet=rs0";
        } catch (IOException e) {
            throw new IllegalStateException("MongoDB did not start", e);
        }
    }

    /// In memory where the machine has such a folder: a test's data need not outlive it, and each write waits for its
    /// journal.
    private static Path folder() throws IOException {
        boolean room = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
        return room ? Files.createTempDirectory(MEMORY, "mongod") : Files.createTempDirectory("mongod");
    }

    private static void initiate(int port) {
        var members = List.of(new Document("_id", 0).append("host", "127.0.0.1:" + port));
        var config = new Document("_id", "rs0").append("members", members);
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + port + "/?directConnection=true")) {
            var admin = client.getDatabase("admin");
            var _ = Mono.from(admin.runCommand(new Document("replSetInitiate", config)))
                    .onErrorResume(MongoCommandException.class, _ -> Mono.empty())
                    .block(START_LIMIT);
            var _ = Mono.defer(() -> Mono.from(admin.runCommand(new Document("hello", 1))))
                    .filter(hello -> hello.getBoolean("isWritablePrimary", false))
                    .repeatWhenEmpty(600, tries -> tries.delayElements(Duration.ofMillis(50)))
                    .block(START_LIMIT);
        }
    }
}
