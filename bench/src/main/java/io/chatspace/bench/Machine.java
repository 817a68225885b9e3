package io.chatspace.bench;

import io.chatspace.bench.subject.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/// What the figures were measured on.
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        var cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        var load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        return LocalDate.now() + ", commit " + commit() + ", "
                + Runtime.getRuntime().availableProcessors() + " x " + cpu + ", Java " + Runtime.version()
                + ", load at the start " + load;
    }

    private static String commit() throws IOException {
        var git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                .directory(Checkout.home().toFile())
                .redirectErrorStream(true)
                .start();
        try (var lines = git.inputReader().lines()) {
            return lines.findFirst().orElse("unknown");
        }
    }
}
