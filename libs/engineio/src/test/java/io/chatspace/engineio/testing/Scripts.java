package io.chatspace.engineio.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs programs that are no Java, for tests against foreign clients and servers.
public final class Scripts {
    private static final long PATIENCE_SECONDS = 120;

    private Scripts() {}

    /// @param output both streams
    public record Result(int status, String output) {}

    public static boolean present(String... programs) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(programs)
                        .allMatch(program -> Arrays.stream(path.split(File.pathSeparator))
                                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /// Copies a folder with a package.json and installs what its lock file names.
    public static Path install(Path from, Path to) throws IOException, InterruptedException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Result result = run(to, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        if (result.status() != 0) {
            throw new IOException("npm ci failed: " + result.output());
        }
        return to;
    }

    public static Result run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Path log = Files.createTempFile("script", ".log");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        return new Result(ended ? process.exitValue() : -1, output);
    }
}
