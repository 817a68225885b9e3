package io.chatspace.standalone.store;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Chooses the stores from the environment and starts what has to be started.
///
/// Redis: `REDIS_URL`, else embedded. Database: `MONGODB_URI`; else, where asked for, a downloaded mongod; else the
/// mongod
/// that `CHATSPACE_MONGOD` names (`none` for none) or the PATH holds; else the one inside this JVM.
public final class Stores {
    private static final String TRIAL_FILE = "trial/chatspace.mv";

    private final Map<String, String> environment;
    private final DataDirectory data;
    private final Ports ports;

    public Stores(Map<String, String> environment, DataDirectory data, Ports ports) {
        this.environment = environment;
        this.data = data;
        this.ports = ports;
    }

    public Redis redis() {
        var url = given("REDIS_URL");
        return url == null ? EmbeddedRedis.start(data, ports) : new ExternalRedis(url);
    }

    /// @param download whether the official mongod may be fetched
    public Database database(boolean download) {
        var uri = given("MONGODB_URI");
        if (uri != null) {
            return new ExternalDatabase(uri);
        }
        var mongod = download ? MongodDownload.fetch() : mongod();
        if (mongod != null) {
            return MongodProcess.start(mongod, data, ports);
        }
        data.directory("trial");
        return TrialDatabase.open(data.file(TRIAL_FILE), ports.next());
    }

    /// A sentence for whoever would otherwise look for their messages in the wrong place; null where there is nothing
    /// to say.
    public @Nullable String leftElsewhere(Database chosen) {
        boolean trial = chosen instanceof TrialDatabase;
        if (!trial && Files.exists(data.file(TRIAL_FILE))) {
            return "what the in-process database holds (" + data.file(TRIAL_FILE) + ") is not in this one";
        }
        if (!(chosen instanceof MongodProcess) && Files.exists(data.file(MongodProcess.DIRECTORY))) {
            return "what the mongod of this data directory holds (" + data.file(MongodProcess.DIRECTORY)
                    + ") is not in this one";
        }
        return null;
    }

    private @Nullable Path mongod() {
        var named = given("CHATSPACE_MONGOD");
        if (named == null) {
            return Programs.find("mongod");
        }
        if ("none".equals(named)) {
            return null;
        }
        var path = Path.of(named);
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            throw new StartFailure("CHATSPACE_MONGOD names " + path + ", which is not a program that can be run.");
        }
        return path.toAbsolutePath();
    }

    private @Nullable String given(String name) {
        var value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
