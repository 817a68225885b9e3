package io.chatspace.standalone.tracing;

import io.chatspace.standalone.data.DataDirectory;
import io.chatspace.standalone.launch.OneJvm;
import io.chatspace.standalone.launch.Readiness;
import io.chatspace.standalone.launch.ServiceSpec;
import io.chatspace.standalone.launch.Wiring;
import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.store.Database;
import io.chatspace.standalone.store.Redis;
import io.chatspace.standalone.store.Stores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// All of the services in this JVM with settings of one's own, and metrics to be read.
final class TracedSystem implements AutoCloseable {
    private final DataDirectory data;
    private final Redis redis;
    private final Database database;
    private final OneJvm services = new OneJvm();
    private final Map<String, Integer> management = new HashMap<>();
    private final int port;

    /// @param settings of every service
    TracedSystem(Path folder, Map<String, String> settings) {
        data = DataDirectory.open(folder);
        var ports = new Ports(new Random());
        var stores = new Stores(Map.of("CHATSPACE_MONGOD", "none"), data, ports);
        redis = stores.redis();
        database = stores.database(false);
        port = ports.next();
        var specs = new Wiring(database, redis, ports, null)
                .services(port, "127.0.0.1", 1).stream()
                        .map(spec -> with(spec, settings, ports.next()))
                        .toList();
        services.start(specs);
        new Readiness(port).await();
    }

    private ServiceSpec with(ServiceSpec spec, Map<String, String> settings, int managementPort) {
        management.put(spec.name(), managementPort);
        var all = new HashMap<>(spec.properties());
        all.put("management.server.port", Integer.toString(managementPort));
        all.put("management.server.address", "127.0.0.1");
        all.put("management.endpoints.web.exposure.include", "prometheus");
        all.put("management.prometheus.metrics.export.enabled", "true");
        all.putAll(settings);
        return new ServiceSpec(spec.name(), spec.service(), spec.port(), all);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String redisUrl() {
        return redis.url();
    }

    String metricsUrl(String service) {
        return "http://127.0.0.1:" + management.get(service) + "/actuator/prometheus";
    }

    @Override
    public void close() {
        services.close();
        database.close();
        redis.close();
        data.close();
    }
}
