package io.chatspace.standalone.backup;

import com.mongodb.MongoException;
import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.backup.ArchiveReader.NotAnArchive;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.data.RunFile;
import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.store.Stores;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/// `./chatspace backup FILE` and `./chatspace restore FILE`, on the database that `./chatspace run` would use.
///
/// Exit codes: 0, 1 where it failed, 2 for a command line that can't be understood.
public final class BackupCommand {
    private static final String USAGE = """
            usage: chatspace backup FILE
                   chatspace restore FILE

            backup writes users, sessions, keys, messages and pictures to a new file; ChatSpace may run meanwhile.
            restore puts what is in the file in the place of what is there; stop ChatSpace before it.

            Environment: MONGODB_URI, CHATSPACE_DATA and CHATSPACE_MONGOD name the database, as for chatspace run.""";

    private BackupCommand() {}

    public static void main(String[] args) {
        var words = List.of(args);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.println(USAGE);
            return;
        }
        if (words.size() != 2 || words.getLast().isBlank() || words.getLast().startsWith("--")) {
            System.err.println("chatspace " + (words.isEmpty() ? "backup" : words.getFirst())
                    + ": it takes the name of one file. --help says more.");
            System.exit(2);
        }
        System.exit(run(words.getFirst(), words.getLast(), System.getenv(), System.out, System.err));
    }

    static int run(String command, String name, Map<String, String> environment, PrintStream out, PrintStream err) {
        boolean saving = command.equals("backup");
        try {
            var file = Path.of(name).toAbsolutePath();
            long documents = at(file, saving, environment);
            out.printf("%s %d documents: %s%n", saving ? "Saved" : "Restored", documents, file);
            return 0;
        } catch (StartFailure | NotAnArchive | IllegalArgumentException e) {
            // A sentence each: also of an address or a path that is none.
            err.println("chatspace " + command + ": " + e.getMessage());
        } catch (IOException | MongoException e) {
            err.println("chatspace " + command + ": it failed: " + e);
        }
        return 1;
    }

    private static long at(Path file, boolean saving, Map<String, String> environment) throws IOException {
        var given = environment.getOrDefault("MONGODB_URI", "").strip();
        if (!given.isEmpty()) {
            return on(given, file, saving);
        }
        var directory = DataDirectory.named(environment);
        var running = directory.resolve(RunFile.DATABASE);
        try (var data = DataDirectory.open(directory)) {
            System.setProperty("chatspace.log", data.log("chatspace").toString());
            try (var database = new Stores(environment, data, new Ports(new SecureRandom())).database(false)) {
                return on(database.uri(), file, saving);
            }
        } catch (StartFailure inUse) {
            if (saving && Files.exists(running)) {
                return on(RunFile.read(running, "uri"), file, true);
            }
            throw inUse;
        }
    }

    private static long on(String uri, Path file, boolean saving) throws IOException {
        try (var backup = new Backup(uri)) {
            return saving ? backup.save(file) : backup.restore(file);
        }
    }
}
