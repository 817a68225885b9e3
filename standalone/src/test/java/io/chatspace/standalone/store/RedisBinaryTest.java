package io.chatspace.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.embedded.RedisServer;

class RedisBinaryTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, redis-server-7.0.15-linux-amd64",
        "Linux, aarch64, redis-server-7.0.15-linux-arm64",
        "Mac OS X, aarch64, redis-server-7.0.15-darwin-arm64",
        "Mac OS X, x86_64, redis-server-7.0.15-darwin-amd64"
    })
    void everySystemShouldHaveItsBinaryInTheLibrary(String system, String architecture, String name) {
        assertThat(RedisBinary.resource(system, architecture)).isEqualTo(name);
        assertThat(RedisServer.class.getResource("/" + name)).isNotNull();
    }

    @Test
    void binaryThatWasCutShortShouldBeWrittenAgain() throws IOException {
        var file = RedisBinary.in(folder);
        long size = Files.size(file);
        Files.writeString(file, "cut");

        RedisBinary.in(folder);

        assertThat(file).hasSize(size).isExecutable();
    }
}
