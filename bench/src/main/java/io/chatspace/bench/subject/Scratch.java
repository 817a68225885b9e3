package io.chatspace.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Folders that are gone when this program ends.
final class Scratch {
    private static final Path ALL = create();

    private Scratch() {}

    private static Path create() {
        try {
            var folder = Files.createTempDirectory("chatspace-bench");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static Path folder(String name) throws IOException {
        return Files.createTempDirectory(ALL, name);
    }

    static Path file(String name) throws IOException {
        return Files.createTempFile(ALL, name, "");
    }

    private static void delete(Path folder) {
        List<Path> deepestFirst;
        try (var files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        for (Path path : deepestFirst) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // A process that ends writes its last lines.
            }
        }
    }
}
