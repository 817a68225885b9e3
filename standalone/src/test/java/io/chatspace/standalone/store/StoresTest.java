package io.chatspace.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    @TempDir
    Path folder;

    private DataDirectory data;

    @BeforeEach
    void open() {
        data = DataDirectory.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void namedServersShouldBeUsedAsTheyAre() {
        var stores = stores(Map.of("MONGODB_URI", "mongodb://u:p@db:1/?w=majority", "REDIS_URL", "redis://cache:2"));

        assertThat(stores.redis()).isEqualTo(new ExternalRedis("redis://cache:2"));
        assertThat(stores.database(false)).isEqualTo(new ExternalDatabase("mongodb://u:p@db:1/?w=majority"));
        assertThat(stores.database(false).summary()).contains("mongodb://db:1/").doesNotContain("u:p");
    }

    @Test
    void namedMongodThatIsNoProgramShouldBeRefused() {
        var stores = stores(Map.of("CHATSPACE_MONGOD", "/no/such/mongod"));

        assertThatThrownBy(() -> stores.database(false))
                .isInstanceOf(StartFailure.class)
                .hasMessage("CHATSPACE_MONGOD names /no/such/mongod, which is not a program that can be run.");
    }

    @Test
    void mongodThatEndsAtOnceShouldFailTheStartAndNotFallBack() throws IOException {
        var broken = Files.writeString(folder.resolve("mongod"), "#!/bin/sh\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() ->
                        stores(Map.of("CHATSPACE_MONGOD", broken.toString())).database(false))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("mongod.log");
    }

    @Test
    void withoutAnyMongodTheOneInsideShouldServeAndSayWhatItIsNot() {
        try (var database = stores(Map.of("CHATSPACE_MONGOD", "none")).database(false)) {
            assertThat(database).isInstanceOf(TrialDatabase.class);
            assertThat(database.summary()).contains("for trying ChatSpace out", "MONGODB_URI");
            assertThat(database.complete()).isFalse();
        }
    }

    @Test
    void dataOfAnotherKindOfDatabaseShouldBePointedOut() throws IOException {
        var stores = stores(Map.of());
        var external = new ExternalDatabase("mongodb://db");
        assertThat(stores.leftElsewhere(external)).isNull();

        Files.createFile(data.directory("trial").resolve("chatspace.mv"));

        assertThat(stores.leftElsewhere(external)).contains("is not in this one");
    }

    private Stores stores(Map<String, String> environment) {
        return new Stores(environment, data, new Ports(new Random()));
    }
}
