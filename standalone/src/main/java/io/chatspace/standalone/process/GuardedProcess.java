package io.chatspace.standalone.process;

import io.chatspace.standalone.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A child process that ends with this JVM, even with one that is killed with -9.
///
/// A small shell stands between the two, its standard input a pipe from this JVM. When the pipe closes, by [#close] or
/// because
/// the JVM is gone, it ends the child: SIGTERM, then SIGKILL after [#PATIENCE]. Both live in a session of their own, so
/// that
/// neither Ctrl-C nor a kill of the JVM's process group reaches them before the services are done with them.
///
/// What this does not cover: a SIGKILL sent to that shell itself.
public final class GuardedProcess implements AutoCloseable {
    /// What a child gets to end by itself.
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String GUARD = """
            exec 3<&0
            log=$1; patience=$2; shift 2
            "$@" 3<&- </dev/null >>"$log" 2>&1 &
            child=$!
            echo "$child"
            exec >/dev/null 2>&1
            (
              cat
              kill -TERM "$child"
              n=0
              while [ "$n" -lt "$patience" ] && kill -0 "$child"; do sleep 0.05; n=$((n + 1)); done
              kill -KILL "$child"
            ) <&3 &
            watch=$!
            exec 3<&-
            wait "$child"
            code=$?
            kill "$watch"
            exit "$code"
            """;
    private static final int POLLS_PER_SECOND = 20;

    private final Process guard;
    private final long pid;

    private GuardedProcess(Process guard, long pid) {
        this.guard = guard;
        this.pid = pid;
        guard.onExit().thenRun(this::closePipe);
    }

    /// Starts `command` (found on the PATH unless it is a path) with `environment` on top of this JVM's.
    ///
    /// @param log  gets both of its outputs, appended
    /// @throws StartFailure where no shell or no process could be had
    public static GuardedProcess start(List<String> command, Map<String, String> environment, Path log) {
        var full = new ArrayList<>(ownSession());
        full.addAll(List.of("sh", "-c", GUARD, "guard", log.toString()));
        full.add(Long.toString(PATIENCE.toSeconds() * POLLS_PER_SECOND));
        full.addAll(command);
        try {
            var builder = new ProcessBuilder(full).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            var guard = builder.start();
            return new GuardedProcess(guard, readPid(guard.inputReader()));
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure(command.getFirst() + " could not be started (" + e.getMessage() + ").", e);
        }
    }

    /// The child's own process id, not the shell's.
    public long pid() {
        return pid;
    }

    public boolean alive() {
        return guard.isAlive();
    }

    /// Its exit code, 128 + n after signal n.
    public CompletableFuture<Integer> exit() {
        return guard.onExit().thenApply(Process::exitValue);
    }

    /// Asks it to end and waits until it has.
    @Override
    public void close() {
        closePipe();
        try {
            if (!guard.waitFor(PATIENCE.toMillis() + 2_000, TimeUnit.MILLISECONDS)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void closePipe() {
        try {
            guard.getOutputStream().close();
        } catch (IOException _) {
            // Closed is what it should be.
        }
    }

    private static long readPid(BufferedReader output) throws IOException {
        var line = output.readLine();
        if (line == null) {
            throw new IOException("the shell ended at once");
        }
        return Long.parseLong(line.strip());
    }

    /// Linux has setsid; macOS has none, but a perl.
    private static List<String> ownSession() {
        if (Programs.find("setsid") != null) {
            return List.of("setsid");
        }
        return Programs.find("perl") != null ? List.of("perl", "-e", "use POSIX; setsid(); exec @ARGV") : List.of();
    }
}
