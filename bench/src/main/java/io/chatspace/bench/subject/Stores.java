package io.chatspace.bench.subject;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// A real mongod, as a replica set of one, and a real Redis, both of this run alone.
public final class Stores implements AutoCloseable {
    private final Started mongod;
    private final Started redis;
    private final int mongoPort;
    private final int redisPort;

    private Stores(Started mongod, Started redis, int mongoPort, int redisPort) {
        this.mongod = mongod;
        this.redis = redis;
        this.mongoPort = mongoPort;
        this.redisPort = redisPort;
    }

    public static Stores start() throws Exception {
        int mongoPort = Started.freePort();
        int redisPort = Started.freePort();
        var folder = Scratch.folder("mongod");
        var program = Optional.ofNullable(System.getenv("CHATSPACE_MONGOD")).orElse("mongod");
        var mongod = run(List.of(
                        program,
                        "--port",
                        Integer.toString(mongoPort),
                        "--bind_ip",
                        "127.0.0.1",
                        "--replSet",
                        "bench",
                        "--dbpath",
                        folder.toString()))
                .awaitPort(mongoPort);
        initiate(mongoPort);
        var redis = run(List.of(
                        "redis-server", "--port", Integer.toString(redisPort), "--bind", "127.0.0.1", "--save", ""))
                .awaitPort(redisPort);
        return new Stores(mongod, redis, mongoPort, redisPort);
    }

    private static Started run(List<String> command) throws IOException {
        return Started.of(command, Map.of(), Path.of("/"));
    }

    private static void initiate(int port) throws Exception {
        var member = new Document("_id", 0).append("host", "127.0.0.1:" + port);
        var configuration = new Document("_id", "bench").append("members", List.of(member));
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + port + "/?directConnection=true")) {
            var admin = client.getDatabase("admin");
            admin.runCommand(new Document("replSetInitiate", configuration));
            while (!admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
                Thread.sleep(100);
            }
        }
    }

    public String mongoUri() {
        return "mongodb://127.0.0.1:" + mongoPort + "/?replicaSet=bench";
    }

    public String redisUri() {
        return "redis://127.0.0.1:" + redisPort;
    }

    public long redisPid() {
        return redis.pid();
    }

    public long mongoPid() {
        return mongod.pid();
    }

    @Override
    public void close() throws Exception {
        redis.close();
        mongod.close();
    }
}
