package io.chatspace.standalone.store;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.GuardedProcess;
import io.chatspace.standalone.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A mongod of this machine as a replica set of one, on a directory inside the data directory and on a loopback port of
/// its
/// own. Ends with this JVM ([GuardedProcess]).
public final class MongodProcess implements Database {
    static final String DIRECTORY = "mongod";
    private static final String REPLICA_SET = "chatspace";

    /// Its own default is half of the machine's memory.
    private static final String CACHE_GB = "0.25";

    private static final int TRIES = 3;

    private final GuardedProcess process;
    private final int port;
    private final String version;
    private final Path binary;
    private final Path directory;

    private MongodProcess(GuardedProcess process, int port, String version, Path binary, Path directory) {
        this.process = process;
        this.port = port;
        this.version = version;
        this.binary = binary;
        this.directory = directory;
    }

    /// Starts it and waits until it takes writes.
    public static MongodProcess start(Path binary, DataDirectory data, Ports ports) {
        var directory = data.directory(DIRECTORY);
        var log = data.log("mongod");
        for (int i = 0; i < TRIES; i++) {
            int port = ports.next();
            var process = GuardedProcess.start(command(binary, directory, port), Map.of(), log);
            var version = ReplicaSetOfOne.await(REPLICA_SET, port, process::alive);
            if (version != null) {
                return new MongodProcess(process, port, version, binary, directory);
            }
            process.close();
        }
        throw new StartFailure("mongod (" + binary + ") did not start on " + directory + ": " + log
                + " says why. MONGODB_URI can name one that runs already; CHATSPACE_MONGOD=none does without.");
    }

    @Override
    public Map<String, Long> pids() {
        return Map.of("mongod", process.pid());
    }

    @Override
    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/?replicaSet=" + REPLICA_SET;
    }

    @Override
    public String summary() {
        return "mongod " + version + " (" + binary + ", pid " + process.pid() + ") on " + directory
                + ": what was acknowledged is in its journal and survives a kill and a power cut";
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(Path binary, Path directory, int port) {
        return List.of(
                binary.toString(),
                "--dbpath",
                directory.toString(),
                "--port",
                Integer.toString(port),
                "--bind_ip",
                "127.0.0.1",
                "--replSet",
                REPLICA_SET,
                "--wiredTigerCacheSizeGB",
                CACHE_GB);
    }
}
