package io.chatspace.standalone.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClients;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Runs where a mongod is on the PATH or named by `CHATSPACE_MONGOD`, as in CI.
class MongodProcessIT {
    @TempDir
    Path folder;

    private static Path binary() {
        var named = System.getenv("CHATSPACE_MONGOD");
        var binary = named == null || named.equals("none") ? Programs.find("mongod") : Path.of(named);
        assumeTrue(binary != null, "There is no mongod on this machine.");
        return requireNonNull(binary);
    }

    @Test
    void majorityWritesShouldSurviveARestartOnAnotherPort() {
        var binary = binary();
        try (var data = DataDirectory.open(folder)) {
            String first;
            try (var mongod = MongodProcess.start(binary, data, new Ports(new Random(1)));
                    var client = MongoClients.create(mongod.uri())) {
                first = mongod.uri();
                var users = client.getDatabase("a").getCollection("users").withWriteConcern(WriteConcern.MAJORITY);
                wait(users.insertOne(new Document("_id", 1)));
            }
            try (var mongod = MongodProcess.start(binary, data, new Ports(new Random(2)));
                    var client = MongoClients.create(mongod.uri())) {
                assertThat(mongod.uri()).isNotEqualTo(first);
                var users = client.getDatabase("a").getCollection("users").withWriteConcern(WriteConcern.MAJORITY);
                assertThat(wait(users.find().first())).containsEntry("_id", 1);
                wait(users.insertOne(new Document("_id", 2)));
            }
        }
    }

    private static <T> T wait(Publisher<T> publisher) {
        return Mono.from(publisher).blockOptional(Duration.ofSeconds(30)).orElseThrow();
    }
}
