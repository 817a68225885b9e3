package io.chatspace.bench.subject;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// A whole chat: sign-up, sending, pushes.
///
/// @param base      where REST calls go
/// @param sockets   where the client of that number connects
/// @param named     every server process that counts, by name (`gateway`, `presence-1`); Redis among them, MongoDB not
/// @param processes what ends with it
public record ChatServer(
        String name, String base, IntFunction<String> sockets, Map<String, Long> named, List<Started> processes)
        implements AutoCloseable {

    /// How it is started.
    public enum Kind {
        OURS("ChatSpace, 5 processes") {
            @Override
            public ChatServer start(Stores stores) throws Exception {
                return ours(stores, title(), List.of("--processes"), UNLIMITED);
            }
        },
        OURS_ONE("ChatSpace, 1 process") {
            @Override
            public ChatServer start(Stores stores) throws Exception {
                return ours(stores, title(), List.of(), UNLIMITED);
            }
        },
        NODE_ONE("Express + Socket.IO, 1 process") {
            @Override
            public ChatServer start(Stores stores) throws Exception {
                return node(title(), stores, 1);
            }
        },
        NODE_TWO("Express + Socket.IO, 2 processes, Redis adapter") {
            @Override
            public ChatServer start(Stores stores) throws Exception {
                return node(title(), stores, 2);
            }
        };

        // Hundreds sign up first: what that costs is not what is measured.
        private static final Map<String, String> UNLIMITED =
                Map.of("CHATSPACE_RATE_LIMITS", "off", "CHATSPACE_AUTH_PASSWORD_MEMORY", "64KB");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        public abstract ChatServer start(Stores stores) throws Exception;

        public static List<String> titles() {
            return Arrays.stream(values()).map(Kind::title).toList();
        }

        public static Kind titled(String title) {
            return Arrays.stream(values())
                    .filter(kind -> kind.title().equals(title))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Ours in one process, as `./chatspace run` starts it for anybody: with its limits.
    public static ChatServer asItComes(Stores stores) throws Exception {
        return ours(stores, Kind.OURS_ONE.title(), List.of(), Map.of());
    }

    public Collection<Long> pids() {
        return named.values();
    }

    /// The process of that name; the whole system's where it is one process.
    public long pid(String service) {
        var pid = named.getOrDefault(service, named.get("chatspace"));
        if (pid == null) {
            throw new IllegalStateException("no process is called " + service + ": " + named.keySet());
        }
        return pid;
    }

    private static ChatServer ours(Stores stores, String name, List<String> options, Map<String, String> settings)
            throws Exception {
        int port = Started.freePort();
        var data = Scratch.folder("data");
        var environment = new HashMap<>(settings);
        environment.put("CHATSPACE_DATA", data.toString());
        environment.put("MONGODB_URI", stores.mongoUri());
        environment.put("REDIS_URL", stores.redisUri());
        var command = new ArrayList<>(List.of("./chatspace", "run", "--port", Integer.toString(port)));
        command.addAll(options);
        var process = Started.of(command, environment, Checkout.home());
        var file = data.resolve("pids");
        while (!Files.exists(file)) {
            if (!process.alive()) {
                throw new IllegalStateException("not started: " + process.said());
            }
            Thread.sleep(200);
        }
        var pids = processes(file);
        pids.put("redis", stores.redisPid());
        var base = "http://127.0.0.1:" + port;
        return new ChatServer(name, base, client -> base, pids, List.of(process));
    }

    private static Map<String, Long> processes(Path file) throws Exception {
        var pids = new LinkedHashMap<String, Long>();
        for (String line : Files.readAllLines(file)) {
            int space = line.indexOf(' ');
            pids.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
        }
        return pids;
    }

    private static ChatServer node(String name, Stores stores, int count) throws Exception {
        var processes = new ArrayList<Started>();
        var bases = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            int port = Started.freePort();
            var environment = Map.of(
                    "PORT", Integer.toString(port),
                    "MONGODB_URI", stores.mongoUri().replace("/?", "/node_chat?"),
                    "REDIS_URL", count > 1 ? stores.redisUri() : "");
            processes.add(Started.of(
                            List.of("node", "chat.mjs"),
                            environment,
                            Checkout.home().resolve("bench/peers"))
                    .awaitPort(port));
            bases.add("http://127.0.0.1:" + port);
        }
        var pids = new LinkedHashMap<String, Long>();
        for (Started process : processes) {
            pids.put("node-" + (pids.size() + 1), process.pid());
        }
        if (count > 1) {
            pids.put("redis", stores.redisPid());
        }
        // Sends go to the first process, every second receiver sits on another.
        return new ChatServer(name, bases.getFirst(), client -> bases.get(client % count), pids, processes);
    }

    @Override
    public void close() throws Exception {
        for (Started process : processes) {
            process.close();
        }
    }
}
