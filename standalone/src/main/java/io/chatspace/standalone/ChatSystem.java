package io.chatspace.standalone;

import io.chatspace.modelstub.ModelStub;
import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.data.RunFile;
import io.chatspace.standalone.launch.Fleet;
import io.chatspace.standalone.launch.ManyProcesses;
import io.chatspace.standalone.launch.OneJvm;
import io.chatspace.standalone.launch.Readiness;
import io.chatspace.standalone.launch.ServiceSpec;
import io.chatspace.standalone.launch.Wiring;
import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.store.Database;
import io.chatspace.standalone.store.ExternalDatabase;
import io.chatspace.standalone.store.Redis;
import io.chatspace.standalone.store.Stores;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The whole of it: data directory, stores, services. [#close] ends what was started, in reverse, at whatever point.
final class ChatSystem implements AutoCloseable {
    private final Options options;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Ports ports = new Ports(new SecureRandom());
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closing;

    ChatSystem(Options options, Map<String, String> environment, PrintStream out) {
        this.options = options;
        this.environment = environment;
        this.out = out;
    }

    /// Returns once a request and a socket get through the gateway.
    ///
    /// @throws StartFailure where that can't be; what had been started is left to [#close]
    void start() {
        if (!Ports.free(address(), options.port())) {
            throw StartFailure.portTaken(options.port());
        }
        var data = keep(DataDirectory.open(DataDirectory.named(environment)));
        System.setProperty("chatspace.log", data.log("chatspace").toString());
        out.println("ChatSpace, data in " + data.root());

        var stores = new Stores(environment, data, ports);
        var redis = CompletableFuture.supplyAsync(() -> keep(stores.redis()));
        var database = keep(stores.database(options.downloadMongod()));
        show(stores, database, join(redis));

        var services = new Wiring(database, join(redis), ports, demoModel())
                .services(options.port(), options.host(), options.presenceNodes());
        var fleet = keep(fleet(data));
        fleet.start(services);
        new Readiness(options.port()).await();
        record(data, services, fleet, database, join(redis));
    }

    private @Nullable String demoModel() {
        if (!options.aiDemo()) {
            return null;
        }
        var model = keep(ModelStub.demo(0));
        out.println("  AI:       DEMO, no language model: it repeats what it is asked, and its answers say so.");
        return model.url();
    }

    private Fleet fleet(DataDirectory data) {
        if (!options.processes()) {
            return new OneJvm();
        }
        var checkout = System.getProperty("chatspace.home");
        if (checkout == null) {
            throw new StartFailure("--processes needs a built checkout: start it by its ./chatspace.");
        }
        var javaOptions = System.getProperty("chatspace.java-options", "").split(" ");
        return new ManyProcesses(
                Path.of(checkout),
                data,
                List.of(javaOptions).stream()
                        .filter(option -> !option.isBlank())
                        .toList(),
                out);
    }

    private void show(Stores stores, Database database, Redis redis) {
        out.println("  database: " + database.summary() + ".");
        var elsewhere = stores.leftElsewhere(database);
        if (elsewhere != null) {
            out.println("            Note: " + elsewhere + ".");
        }
        out.println("  redis:    " + redis.summary() + ".");
        out.println("  log:      " + System.getProperty("chatspace.log"));
    }

    /// Leaves who runs where in the data directory, for other programs.
    private void record(DataDirectory data, List<ServiceSpec> services, Fleet fleet, Database database, Redis redis) {
        var pids = new LinkedHashMap<String, Long>();
        pids.put("chatspace", ProcessHandle.current().pid());
        pids.putAll(redis.pids());
        pids.putAll(database.pids());
        pids.putAll(fleet.pids());
        keep(RunFile.write(data.file("pids"), pids));
        if (!(database instanceof ExternalDatabase)) {
            keep(RunFile.write(data.file(RunFile.DATABASE), Map.of("uri", database.uri())));
        }

        var addresses = new LinkedHashMap<String, String>();
        services.forEach(service -> addresses.put(service.name(), service.url()));
        keep(RunFile.write(data.file("services"), addresses));
        addresses.forEach((name, url) -> {
            var pid = fleet.pids().get(name);
            out.printf("  %-11s %s%s%n", name, url, pid == null ? "" : " (pid " + pid + ")");
        });
    }

    /// Takes over what was started; ends it at once where the end has begun meanwhile.
    private synchronized <T extends AutoCloseable> T keep(T resource) {
        if (closing) {
            close(resource);
            throw new StartFailure("It was told to end while it started.");
        }
        started.push(resource);
        return resource;
    }

    /// Whether the end has begun.
    synchronized boolean closing() {
        return closing;
    }

    @Override
    public synchronized void close() {
        closing = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("chatspace: " + resource.getClass().getSimpleName() + " did not end well: " + e);
        }
    }

    private @Nullable InetAddress address() {
        try {
            return options.host().isEmpty() ? null : InetAddress.getByName(options.host());
        } catch (UnknownHostException e) {
            throw new StartFailure("--host " + options.host() + " is not an address of this machine.", e);
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure known
                    ? known
                    : new StartFailure("It failed: " + e.getCause(), e);
        }
    }
}
