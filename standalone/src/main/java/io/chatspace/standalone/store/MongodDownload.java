package io.chatspace.standalone.store;

import de.flapdoodle.embed.mongo.distribution.Version;
import de.flapdoodle.embed.mongo.transitions.Mongod;
import de.flapdoodle.embed.process.archives.ExtractedFileSet;
import de.flapdoodle.reverse.StateID;
import io.chatspace.standalone.StartFailure;
import java.nio.file.Path;

/// Fetches the official mongod for this system, once: later runs use what is in `~/.embedmongo`
/// (`EMBEDDED_MONGO_ARTIFACTS` names another place).
public final class MongodDownload {
    private MongodDownload() {}

    /// The executable. Needs the network the first time.
    public static Path fetch() {
        var version = Version.Main.V8_0;
        var walker = Mongod.instance().transitions(version).walker();
        try (var files = walker.initState(StateID.of(ExtractedFileSet.class))) {
            return files.current().executable();
        } catch (RuntimeException e) {
            throw new StartFailure(
                    "mongod could not be fetched (" + rootMessage(e)
                            + "): without a network, install one and put it on the PATH or name it by CHATSPACE_MONGOD.",
                    e);
        }
    }

    private static String rootMessage(Throwable error) {
        var at = error;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.toString();
    }
}
