package io.chatspace.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// A file that says something of the run under way, for other programs: a line each, name, space, value. Gone after an
/// orderly
/// end.
public final class RunFile implements AutoCloseable {
    /// Where the database of the run is: `uri` and its address. Not there where the database is somebody else's.
    public static final String DATABASE = "database";

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    /// Writes the lines in the map's order.
    public static RunFile write(Path file, Map<String, ?> lines) {
        try {
            Files.writeString(
                    file,
                    lines.entrySet().stream()
                            .map(line -> line.getKey() + " " + line.getValue() + "\n")
                            .collect(Collectors.joining()));
            return new RunFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the file says of that name.
    public static String read(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " does not say " + name));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
