package io.chatspace.kit.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

/// A real Redis, shared by the tests of one JVM: a container where the engine has the image, else `redis-server`
/// of the machine, else the embedded one. The log says which. A test that stops or empties Redis starts one of its
/// own.
public final class RealRedis implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RealRedis.class);
    private static final String IMAGE = "redis:8";
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final AutoCloseable server;

    private RealRedis(int port, AutoCloseable server) {
        this.port = port;
        this.server = server;
    }

    private static final class Shared {
        private static final String URI = startShared();
    }

    public static String uri() {
        return Shared.URI;
    }

    private static String startShared() {
        if (Docker.has(IMAGE)) {
            var container = new GenericContainer<>(IMAGE).withExposedPorts(6379);
            container.start();
            log.info("Redis: container {}", IMAGE);
            return "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
        }
        return start(OwnedProcess.freePort()).url();
    }

    /// Starts one on that port, outside of any container, empty and without persistence.
    public static RealRedis start(int port) {
        try {
            var program = OwnedProcess.onPath("redis-server");
            if (program == null) {
                var embedded = RedisServer.builder()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .build();
                embedded.start();
                log.info("Redis: embedded, port {}", port);
                return new RealRedis(port, embedded::stop);
            }
            Path folder = Files.createTempDirectory("redis");
            var process = OwnedProcess.start(
                    folder,
                    List.of(
                            program.toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--dir",
                            folder.toString()));
            OwnedProcess.awaitPort(port, START_LIMIT);
            log.info("Redis: {}, port {}", program, port);
            return new RealRedis(port, process);
        } catch (IOException e) {
            throw new IllegalStateException("Redis did not start", e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Lets it stand still, its connections open, until it is resumed.
    ///
    /// @return false where the server is none that this machine's program runs
    public boolean pause() {
        return signal("STOP");
    }

    public boolean resume() {
        return signal("CONT");
    }

    private boolean signal(String name) {
        if (server instanceof OwnedProcess process) {
            process.signal(name);
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("Redis did not stop", e);
        }
    }
}
