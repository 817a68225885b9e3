package io.chatspace.standalone.launch;

import java.util.Map;

/// One instance of a service that is to be started.
///
/// @param name       what it is called here: `auth`, `presence-2`
/// @param port       loopback port, except the gateway's
/// @param properties Spring properties that make it part of this system; they win over its own configuration
public record ServiceSpec(String name, Service service, int port, Map<String, String> properties) {
    public ServiceSpec {
        properties = Map.copyOf(properties);
    }

    /// Where it is reached from this machine.
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// The properties as command line arguments of a Spring application.
    String[] arguments() {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .sorted()
                .toArray(String[]::new);
    }
}
