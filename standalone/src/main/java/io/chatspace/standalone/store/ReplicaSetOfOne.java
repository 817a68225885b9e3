package io.chatspace.standalone.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.process.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Makes a mongod that just started the primary of a replica set of which it is the only member, under whichever port
/// it has
/// this time.
final class ReplicaSetOfOne {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);
    private static final int NOT_YET_INITIALIZED = 94;

    private final MongoClient client;
    private final String name;
    private final String host;

    private ReplicaSetOfOne(MongoClient client, String name, String host) {
        this.client = client;
        this.name = name;
        this.host = host;
    }

    /// Waits until the mongod on that loopback port takes writes.
    ///
    /// @param alive whether it is worth going on waiting
    /// @return its version; null where it ended or was not ready in time
    static @Nullable String await(String name, int port, BooleanSupplier alive) {
        var host = "127.0.0.1:" + port;
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://" + host + "/?directConnection=true"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(500, TimeUnit.MILLISECONDS))
                .build();
        try (var client = MongoClients.create(settings)) {
            var set = new ReplicaSetOfOne(client, name, host);
            return set.await(alive);
        }
    }

    private @Nullable String await(BooleanSupplier alive) {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        boolean configured = false;
        while (alive.getAsBoolean() && System.nanoTime() < deadline) {
            try {
                if (!configured) {
                    configure();
                    configured = true;
                }
                if (run(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
                    return run(new Document("buildInfo", 1)).getString("version");
                }
            } catch (MongoException _) {
                // Not listening yet, or between two states.
            }
            Pause.briefly();
        }
        return null;
    }

    private void configure() {
        var member = new Document("_id", 0).append("host", host);
        Document config;
        try {
            config = run(new Document("replSetGetConfig", 1)).get("config", Document.class);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NOT_YET_INITIALIZED) {
                throw e;
            }
            run(new Document("replSetInitiate", new Document("_id", name).append("members", List.of(member))));
            return;
        }
        var members = config.getList("members", Document.class);
        if (members.size() != 1) {
            throw new StartFailure("The mongod directory belongs to a replica set of " + members.size()
                    + " members: set MONGODB_URI to it instead.");
        }
        if (!host.equals(members.getFirst().getString("host"))) {
            // It was on another port before and does not recognise itself: nobody votes, hence by force.
            config.put("members", List.of(member));
            config.put("version", config.getInteger("version") + 1);
            run(new Document("replSetReconfig", config).append("force", true));
        }
    }

    private Document run(Document command) {
        var answer = Mono.from(client.getDatabase("admin").runCommand(command)).toFuture();
        try {
            return answer.get(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MongoException known ? known : new MongoException("It failed", e);
        } catch (TimeoutException e) {
            throw new MongoException("No answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was interrupted.", e);
        }
    }
}
