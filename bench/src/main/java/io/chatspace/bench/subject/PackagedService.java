package io.chatspace.bench.subject;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One service as its image starts it (`deploy/docker`), by itself.
public enum PackagedService {
    GATEWAY("gateway"),
    AUTH("auth-service"),
    MESSAGE("message-service"),
    PRESENCE("presence-service");

    private static final Map<PackagedService, Path> UNPACKED = new EnumMap<>(PackagedService.class);
    private static final long PATIENCE_SECONDS = 120;

    /// As much as a container of it may have (`k8s`).
    private static final String MEMORY = "-XX:MaxRAM=640m";

    private final String module;

    PackagedService(String module) {
        this.module = module;
    }

    public String module() {
        return module;
    }

    /// A service that has said it is ready.
    public record Running(Started process, Duration readyAfter) implements AutoCloseable {
        public long pid() {
            return process.pid();
        }

        @Override
        public void close() throws Exception {
            process.close();
        }
    }

    public Running start(Stores stores) throws Exception {
        var folder = unpacked();
        int management = Started.freePort();
        var environment = new HashMap<>(environment());
        environment.put("PORT", Integer.toString(Started.freePort()));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
        environment.put("MONGODB_URI", stores.mongoUri().replace("/?", "/bench?"));
        environment.put("REDIS_URL", stores.redisUri());
        var command = java(folder);
        command.addAll(List.of("-XX:AOTCache=" + folder.resolve("app.aot"), "-jar", jar(folder)));
        long from = System.nanoTime();
        var process = Started.of(command, environment, folder);
        awaitReady(process, URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness"));
        return new Running(process, Duration.ofNanos(System.nanoTime() - from));
    }

    private static void awaitReady(Started process, URI health) throws Exception {
        var request = HttpRequest.newBuilder(health).build();
        try (var client = HttpClient.newHttpClient()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!ready(client, request)) {
                if (!process.alive() || System.nanoTime() > end) {
                    throw new IllegalStateException("not ready: " + process.said());
                }
                Thread.sleep(10);
            }
        }
    }

    private static boolean ready(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// What `deploy/docker/rehearse` leaves in an image; made once for each run of the bench.
    private synchronized Path unpacked() throws Exception {
        var known = UNPACKED.get(this);
        if (known != null) {
            return known;
        }
        var folder = Scratch.folder(module);
        var packaged = jar(Checkout.home().resolve(module).resolve("target"));
        run(folder, List.of(Checkout.java(), "-Djarmode=tools", "-jar", packaged, "extract", "--destination", "."));
        var rehearsal = java(folder);
        rehearsal.addAll(List.of(
                "-XX:AOTCacheOutput=" + folder.resolve("app.aot"),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                jar(folder)));
        run(folder, rehearsal);
        UNPACKED.put(this, folder);
        return folder;
    }

    private static void run(Path folder, List<String> command) throws Exception {
        var environment = new HashMap<>(environment());
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        try (var process = Started.of(command, environment, folder)) {
            if (process.await(PATIENCE_SECONDS) != 0) {
                throw new IllegalStateException(process.said());
            }
        }
    }

    private static List<String> java(Path folder) {
        return new ArrayList<>(List.of(
                Checkout.java(),
                "@" + Checkout.home().resolve("deploy/docker/jvm.args"),
                "-Djava.io.tmpdir=" + folder,
                MEMORY,
                "-XX:+UseSerialGC"));
    }

    private static Map<String, String> environment() {
        return Map.of(
                "SERVER_ADDRESS",
                "127.0.0.1",
                "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
                "health,info,prometheus",
                "LOGGING_STRUCTURED_FORMAT_CONSOLE",
                "ecs");
    }

    private static String jar(Path folder) throws IOException {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:*-app.jar");
        try (var files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no runnable jar in " + folder))
                    .toString();
        }
    }
}
