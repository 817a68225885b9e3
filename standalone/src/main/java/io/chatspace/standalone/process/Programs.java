package io.chatspace.standalone.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds programs the way a shell does.
public final class Programs {
    private Programs() {}

    /// The first executable of that name on the PATH; null where there is none.
    public static @Nullable Path find(String name) {
        var path = System.getenv("PATH");
        return path == null ? null : find(name, path);
    }

    static @Nullable Path find(String name, String path) {
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
