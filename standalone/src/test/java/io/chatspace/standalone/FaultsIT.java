package io.chatspace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatspace.standalone.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The short form of `./chatspace faults`: nodes of all services as processes of their own, broken part by part while
/// people write. Skipped, and said loudly, where Node or a real database is not there.
class FaultsIT {
    private static final Path FAULTS = Path.of("..", "tests", "fault");
    private static final long MINUTES = 12;

    @Test
    void nothingShouldBeLostWhateverBreaks() throws Exception {
        for (var program : List.of("node", "npm", mongod(), redisServer())) {
            skipWithout(program);
        }
        Files.deleteIfExists(log());
        if (!Files.exists(FAULTS.resolve("node_modules"))) {
            assertThat(run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"))
                    .isZero();
        }

        int code = run("node", "run.mjs", "--short");

        assertThat(code).as(() -> read(log())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(FAULTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        try {
            return process.waitFor(MINUTES, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } finally {
            // It ends its own.
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path log() {
        return Path.of("target", "faults.log");
    }

    private static String mongod() {
        return or(System.getenv("CHATSPACE_MONGOD"), "mongod");
    }

    private static String redisServer() {
        return or(System.getenv("CHATSPACE_REDIS_SERVER"), "redis-server");
    }

    private static String or(@Nullable String named, String known) {
        return named == null ? known : named;
    }

    private static void skipWithout(String program) {
        boolean there = Files.isExecutable(Path.of(program).toAbsolutePath()) || Programs.find(program) != null;
        if (!there) {
            System.err.println("!! SKIPPED: nothing was broken: there is no " + program);
        }
        assumeTrue(there, "no " + program);
    }
}
