package io.chatspace.standalone.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.Ports;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
    @TempDir
    Path folder;

    @Test
    void redisShouldServeWhatChatSpaceUsesAndEndOnClose() {
        try (var data = DataDirectory.open(folder)) {
            long pid;
            try (var redis = EmbeddedRedis.start(data, new Ports(new Random()));
                    var client = RedisClient.create(redis.url());
                    var connection = client.connect()) {
                pid = requireNonNull(redis.pids().get("redis"));
                var commands = connection.sync();
                assertThat(commands.info("server")).contains("redis_version:7.0.15");
                assertThat(commands.<Long>eval("return 7", ScriptOutputType.INTEGER))
                        .isEqualTo(7);
                assertThat(commands.xadd("log", "e", "newMessage")).isNotBlank();
                assertThat(commands.configGet("save")).containsEntry("save", "");
                assertThat(commands.configGet("bind")).containsEntry("bind", "127.0.0.1");
            }
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
        }
    }
}
