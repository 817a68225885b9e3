package io.chatspace.standalone.launch;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.process.GuardedProcess;
import io.chatspace.standalone.process.Pause;
import io.chatspace.standalone.process.Ports;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every service as a JVM of its own, for those who want to see them, or to kill them one by one. One that ends is
/// reported and
/// not started again.
public final class ManyProcesses implements Fleet {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Path checkout;
    private final DataDirectory data;
    private final List<String> javaOptions;
    private final PrintStream out;
    private final Map<ServiceSpec, GuardedProcess> running = new LinkedHashMap<>();
    private volatile boolean closing;

    /// @param checkout    where the services' jars were built
    /// @param javaOptions for each of the JVMs
    public ManyProcesses(Path checkout, DataDirectory data, List<String> javaOptions, PrintStream out) {
        this.checkout = checkout;
        this.data = data;
        this.javaOptions = List.copyOf(javaOptions);
        this.out = out;
    }

    @Override
    public synchronized Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        running.forEach((spec, process) -> pids.put(spec.name(), process.pid()));
        return pids;
    }

    @Override
    public void start(List<ServiceSpec> services) {
        services.forEach(this::launch);
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        for (var spec : services) {
            await(spec, deadline);
        }
    }

    private synchronized void launch(ServiceSpec spec) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.add("-jar");
        command.add(spec.service().jar(checkout).toString());
        command.addAll(List.of(spec.arguments()));
        var process = GuardedProcess.start(command, Map.of(), data.log(spec.name()));
        running.put(spec, process);
        process.exit().thenAccept(code -> {
            if (!closing) {
                out.println(spec.name() + " (pid " + process.pid() + ") ended with code " + code + ".");
            }
        });
    }

    private void await(ServiceSpec spec, long deadline) {
        while (!Ports.listening(spec.port())) {
            if (!process(spec).alive() || System.nanoTime() > deadline) {
                throw new StartFailure(
                        "The " + spec.name() + " service did not start: " + data.log(spec.name()) + " says why.");
            }
            Pause.briefly();
        }
    }

    private synchronized GuardedProcess process(ServiceSpec spec) {
        var process = running.get(spec);
        if (process == null) {
            throw new IllegalStateException("Not launched: " + spec.name());
        }
        return process;
    }

    @Override
    public synchronized void close() {
        closing = true;
        for (var service : List.of(Service.PRESENCE, Service.GATEWAY, Service.MESSAGE, Service.AUTH)) {
            running.entrySet().stream()
                    .filter(entry -> entry.getKey().service() == service)
                    .parallel()
                    .forEach(entry -> entry.getValue().close());
        }
    }
}
