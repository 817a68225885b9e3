package io.chatspace.standalone.launch;

import io.chatspace.standalone.StartFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/// Every service as a Spring context of this JVM, each with its own port and configuration. They share event loops and
/// nothing
/// else: calls between them go through HTTP and Redis as anywhere.
public final class OneJvm implements Fleet {
    /// More at a time gain nothing: starting a context is work for the processor.
    private static final int AT_A_TIME = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final LoopResources loops = LoopResources.create("http", LoopResources.DEFAULT_IO_WORKER_COUNT, true);
    private final Map<ServiceSpec, ConfigurableApplicationContext> running = new HashMap<>();
    private boolean closing;

    @Override
    public void start(List<ServiceSpec> services) {
        var pool = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofPlatform().name("start-", 1).factory());
        var starting = new ExecutorCompletionService<ConfigurableApplicationContext>(pool);
        try {
            services.forEach(service -> starting.submit(() -> run(service)));
            for (int i = 0; i < services.size(); i++) {
                starting.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartFailure known
                    ? known
                    : new StartFailure("A service did not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was interrupted.", e);
        } finally {
            // After a failure those that have not begun never do.
            pool.shutdownNow();
        }
    }

    private ConfigurableApplicationContext run(ServiceSpec spec) {
        var arguments = new ArrayList<>(List.of(spec.arguments()));
        arguments.add("--" + OwnAutoConfigurations.SERVICE + "=" + spec.service());
        var application = spec.service()
                .application()
                .registerShutdownHook(false)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(ReactorResourceFactory.class, this::resources));
        try {
            var context = application.run(arguments.toArray(String[]::new));
            keep(spec, context);
            return context;
        } catch (RuntimeException e) {
            throw explain(spec, e);
        }
    }

    /// Without this the first context that closes would stop the event loops of all.
    private ReactorResourceFactory resources() {
        var factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResources(loops);
        return factory;
    }

    private synchronized void keep(ServiceSpec spec, ConfigurableApplicationContext context) {
        if (closing) {
            context.close();
            throw new StartFailure("It was told to end while it started.");
        }
        running.put(spec, context);
    }

    @Override
    public synchronized void close() {
        closing = true;
        closeAll(Service.PRESENCE);
        closeAll(Service.GATEWAY);
        closeAll(Service.MESSAGE);
        closeAll(Service.AUTH);
        loops.dispose();
    }

    private void closeAll(Service service) {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var closing = new ArrayList<Future<?>>();
            running.forEach((spec, context) -> {
                if (spec.service() == service) {
                    closing.add(pool.submit(context::close));
                }
            });
        }
    }

    private static StartFailure explain(ServiceSpec spec, Throwable error) {
        Throwable last = error;
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof PortInUseException taken) {
                return StartFailure.portTaken(taken.getPort());
            }
            last = at;
        }
        return new StartFailure(
                "The " + spec.name() + " service did not start: " + last + ". The log says more.", error);
    }
}
