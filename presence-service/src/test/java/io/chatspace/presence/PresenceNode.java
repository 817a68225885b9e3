package io.chatspace.presence;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/// The service on a port of its own. Leases and graces are short, so that a test sees them end.
///
/// All nodes of a JVM share their threads, and the first that closes ends them for the others: nothing can
/// be shown of
/// the nodes that stay. That is for the fault runs, with processes.
final class PresenceNode implements AutoCloseable {
    static final long LEASE_MS = 1500;
    static final long GRACE_MS = 500;

    private final ConfigurableApplicationContext context;
    private final int port;

    private PresenceNode(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /// @param settings `--name=value`, in place of those for tests
    static PresenceNode start(String id, StubServices services, String redisUrl, String... settings) {
        var args = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.data.redis.url=" + redisUrl,
                "--chatspace.auth.url=" + services.url(),
                "--chatspace.message.url=" + services.url(),
                "--chatspace.presence.node.id=" + id,
                "--chatspace.presence.node.lease=" + LEASE_MS + "ms",
                "--chatspace.presence.node.drain=1s",
                "--chatspace.presence.roster.grace=" + GRACE_MS + "ms"));
        for (var setting : settings) {
            args.removeIf(known -> known.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            args.add(setting);
        }
        return new PresenceNode(PresenceApplication.application().run(args.toArray(String[]::new)));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return port;
    }

    double counted(String meter) {
        return context.getBean(MeterRegistry.class).counter(meter).count();
    }

    @Override
    public void close() {
        context.close();
    }
}
