package io.chatspace.standalone.launch;

import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.store.Database;
import io.chatspace.standalone.store.Redis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells each service where the others are, by the same properties as in any other deployment.
public final class Wiring {
    private static final String LOOPBACK = "127.0.0.1";

    /// Where people develop web clients.
    private static final String LOCAL_ORIGINS = "http://localhost:[*],http://127.0.0.1:[*]";

    private final Database database;
    private final Redis redis;
    private final Ports ports;
    private final @Nullable String demoModel;

    /// @param demoModel address of the demo that answers in the place of a model; null for none
    public Wiring(Database database, Redis redis, Ports ports, @Nullable String demoModel) {
        this.database = database;
        this.redis = redis;
        this.ports = ports;
        this.demoModel = demoModel;
    }

    /// One auth, one message, `presenceNodes` presence services on loopback ports and the gateway on the public one.
    ///
    /// @param host address the gateway listens on; empty for all of this machine's
    public List<ServiceSpec> services(int port, String host, int presenceNodes) {
        int auth = ports.next();
        int message = ports.next();
        var presence = new ArrayList<Integer>();
        for (int i = 0; i < presenceNodes; i++) {
            presence.add(ports.next());
        }
        var shared = new HashMap<String, String>();
        shared.put("chatspace.auth.url", url(auth));
        shared.put("chatspace.message.url", url(message));
        shared.put("chatspace.presence.url", url(presence.getFirst()));
        shared.put("spring.data.redis.url", redis.url());
        shared.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
        // There is no other node that what comes meanwhile could go to.
        shared.put("chatspace.shutdown.notice", "0s");
        // Nobody collects them here, and they cost each service its start.
        shared.put("management.prometheus.metrics.export.enabled", "false");

        var services = new ArrayList<ServiceSpec>();
        services.add(spec(
                "auth",
                Service.AUTH,
                auth,
                withDatabase(shared),
                Map.of("chatspace.auth.first-user-is-admin", "true")));
        services.add(spec("message", Service.MESSAGE, message, withDatabase(shared), assistant()));
        for (int i = 0; i < presenceNodes; i++) {
            var name = "presence-" + (i + 1);
            int at = presence.get(i);
            services.add(spec(
                    name,
                    Service.PRESENCE,
                    at,
                    shared,
                    Map.of(
                            "chatspace.presence.node.id",
                            name,
                            "chatspace.presence.node.url",
                            url(at),
                            // Whoever presses Ctrl-C on one machine has no other node to move clients to.
                            "chatspace.presence.node.drain",
                            "500ms")));
        }
        // The one gateway: sockets that it closed early would only be without one for longer.
        var edge = new HashMap<>(Map.of("server.address", host, "chatspace.gateway.sockets.drain", "0s"));
        if (System.getenv("CHATSPACE_ORIGINS") == null) {
            edge.put("chatspace.gateway.origins", LOCAL_ORIGINS);
        }
        services.add(spec("gateway", Service.GATEWAY, port, shared, edge));
        return List.copyOf(services);
    }

    private Map<String, String> withDatabase(Map<String, String> shared) {
        var all = new HashMap<>(shared);
        all.put("spring.mongodb.uri", database.uri());
        if (!database.complete()) {
            all.put("management.health.mongodb.enabled", "false");
        }
        return all;
    }

    /// The demo wins over a provider that the environment names: whoever asks for it wants to see it.
    private Map<String, String> assistant() {
        return demoModel == null
                ? Map.of()
                : Map.of(
                        "chatspace.message.assistant.model.base-url",
                        demoModel,
                        "chatspace.message.assistant.model.api-key",
                        "demo",
                        "chatspace.message.assistant.model.name",
                        "demo",
                        "chatspace.message.switches.assistant",
                        "true");
    }

    private static ServiceSpec spec(
            String name, Service service, int port, Map<String, String> shared, Map<String, String> own) {
        var all = new HashMap<>(shared);
        all.put("server.port", Integer.toString(port));
        all.put("server.address", LOOPBACK);
        all.put("spring.main.banner-mode", "off");
        all.putAll(own);
        all.values().removeIf(String::isEmpty);
        return new ServiceSpec(name, service, port, all);
    }

    private static String url(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }
}
