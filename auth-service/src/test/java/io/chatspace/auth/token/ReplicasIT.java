package io.chatspace.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.RunningAuth;
import io.chatspace.kit.test.RealMongo;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import reactor.core.publisher.Flux;

class ReplicasIT {
    @Test
    void replicasShouldShareOneKeyThoughBothStartOnAnEmptyDatabase() {
        var database = RunningAuth.newDatabase();
        try (var one = RunningAuth.start(RealMongo.uri(), database);
                var two = RunningAuth.start(RealMongo.uri(), database)) {
            assertThat(Flux.merge(
                                    one.bean(SigningKeys.class).reload(),
                                    two.bean(SigningKeys.class).reload())
                            .map(ring -> ring.newest().pair().getKeyID())
                            .collectList()
                            .block(Duration.ofSeconds(30)))
                    .hasSize(2)
                    .satisfies(ids -> assertThat(ids.getFirst()).isEqualTo(ids.getLast()));

            var token = one.signUp("replica@example.org").text("token");

            assertThat(two.get("/api/auth/get-profile", token).status()).isEqualTo(200);
            assertThat(two.logIn("replica@example.org", "correct horse").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void tokensShouldOutliveARestart() {
        var database = RunningAuth.newDatabase();
        String token;
        try (var before = RunningAuth.start(RealMongo.uri(), database)) {
            token = before.signUp("restart@example.org").text("token");
        }
        try (var after = RunningAuth.start(RealMongo.uri(), database)) {
            assertThat(after.get("/api/auth/get-profile", token).status()).isEqualTo(200);
        }
    }

    @Test
    void databaseShouldBeTheServicesOwnWhateverTheUriNames() {
        var database = RunningAuth.newDatabase();
        var uri = RealMongo.uri().contains("?")
                ? RealMongo.uri().replace("/?", "/for_everybody?")
                : RealMongo.uri() + "/for_everybody";
        try (var auth = RunningAuth.start(uri, database)) {
            assertThat(auth.signUp("own-database@example.org").status()).isEqualTo(201);
            assertThat(auth.bean(ReactiveMongoTemplate.class)
                            .getMongoDatabase()
                            .map(com.mongodb.reactivestreams.client.MongoDatabase::getName)
                            .block())
                    .isEqualTo(database);
        }
    }
}
