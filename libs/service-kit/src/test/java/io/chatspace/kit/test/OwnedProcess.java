package io.chatspace.kit.test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server that a test started and that ends with the test's JVM, even when that is killed: a shell waits on a
/// pipe from this JVM, ends the server once the pipe closes, and removes the server's folder.
public final class OwnedProcess implements AutoCloseable {
    private static final String WATCH =
            "\"$@\" & p=$!; cat >/dev/null; kill $p 2>/dev/null; wait $p; rm -rf \"$FOLDER\"";

    private final Process shell;

    private OwnedProcess(Process shell) {
        this.shell = shell;
    }

    /// @param folder of this server alone; what it says goes to the file `log` in it
    public static OwnedProcess start(Path folder, List<String> command) {
        var words = new ArrayList<>(List.of("sh", "-c", WATCH, "sh"));
        words.addAll(command);
        try {
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("FOLDER", folder.toString());
            var shell = builder.start();
            var owned = new OwnedProcess(shell);
            Runtime.getRuntime().addShutdownHook(new Thread(owned::close));
            return owned;
        } catch (IOException e) {
            throw new IllegalStateException("Could not start " + command, e);
        }
    }

    /// The program of that name on the PATH, or null.
    public static @Nullable Path onPath(String name) {
        var path = System.getenv("PATH");
        for (var folder : (path == null ? "" : path).split(":", -1)) {
            var file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    public static int freePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits until the port takes connections, or fails after the time.
    public static void awaitPort(int port, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IllegalStateException("Nothing listens on port " + port);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends the server a signal: `STOP`, `CONT`, ...
    public void signal(String name) {
        shell.children()
                .filter(child -> child.info()
                        .command()
                        .map(command -> !command.endsWith("/cat"))
                        .orElse(false))
                .forEach(child -> run("kill", "-" + name, Long.toString(child.pid())));
    }

    private static void run(String... command) {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Asks the server to end and waits for it.
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
