package io.chatspace.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.reactivestreams.client.MongoClients;
import io.chatspace.standalone.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TrialDatabaseIT {
    private static final int WRITES = 300;

    @TempDir
    Path folder;

    @Test
    void dataAndUniqueIndexShouldSurviveAnOrderlyRestart() {
        try (var database = open();
                var client = MongoClients.create(database.uri())) {
            var users = client.getDatabase("a").getCollection("users");
            wait(users.createIndex(new Document("email", 1), new IndexOptions().unique(true)));
            wait(users.insertOne(new Document("_id", 1).append("email", "a@b.c")));
        }
        try (var database = open();
                var client = MongoClients.create(database.uri())) {
            var users = client.getDatabase("a").getCollection("users");
            assertThat(wait(users.find(new Document("email", "a@b.c")).first())).containsEntry("_id", 1);
            var twice = Mono.from(users.insertOne(new Document("_id", 2).append("email", "a@b.c")));
            assertThat(twice.map(_ -> "stored").onErrorReturn("refused").block(Duration.ofSeconds(10)))
                    .isEqualTo("refused");
        }
    }

    @Test
    void killOfTheProcessShouldLoseNothingAcknowledged() throws Exception {
        var victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        file().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<Integer> acknowledged = new HashSet<>();
        var output = victim.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            acknowledged.add(Integer.valueOf(line));
            if (acknowledged.size() == WRITES) {
                // By its handle: the streams, and with them what it already said, stay open.
                victim.toHandle().destroyForcibly();
            }
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WRITES);
        try (var database = open();
                var client = MongoClients.create(database.uri())) {
            var found = Flux.from(
                            client.getDatabase("a").getCollection("messages").find())
                    .map(document -> document.getInteger("_id"))
                    .collectList()
                    .block(Duration.ofSeconds(20));
            assertThat(found).containsAll(acknowledged);
        }
    }

    /// Run as a JVM of its own, to be killed: writes, and says so once it is acknowledged.
    static final class Victim {
        public static void main(String[] args) {
            var database = TrialDatabase.open(Path.of(args[0]), new Ports(new Random()).next());
            var messages = MongoClients.create(database.uri()).getDatabase("a").getCollection("messages");
            for (int i = 0; ; i++) {
                TrialDatabaseIT.wait(messages.insertOne(new Document("_id", i).append("text", "x".repeat(200))));
                System.out.println(i);
            }
        }
    }

    private Path file() {
        return folder.resolve("chatspace.mv");
    }

    private TrialDatabase open() {
        return TrialDatabase.open(file(), new Ports(new Random()).next());
    }

    private static <T> T wait(Publisher<T> publisher) {
        return Mono.from(publisher).blockOptional(Duration.ofSeconds(20)).orElseThrow();
    }
}
