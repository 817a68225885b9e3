package io.chatspace.standalone.launch;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Gives each service the auto-configurations that it has when it runs alone: the four share one classpath here, and
/// what only
/// one of them brings would configure itself in all.
public final class OwnAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {
    /// Names the [Service] of a context. Without it nothing is filtered.
    static final String SERVICE = "chatspace.standalone.service";

    private static final Map<String, Set<Service>> OWNERS = Map.of(
            "org.springframework.cloud.gateway.", EnumSet.of(Service.GATEWAY),
            "org.springframework.boot.mongodb.", EnumSet.of(Service.AUTH, Service.MESSAGE),
            "org.springframework.boot.data.mongodb.", EnumSet.of(Service.AUTH, Service.MESSAGE),
            "io.chatspace.socketio.", EnumSet.of(Service.PRESENCE));

    private @Nullable Service service;

    @Override
    public void setEnvironment(Environment environment) {
        service = environment.getProperty(SERVICE, Service.class);
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        var wanted = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            wanted[i] = wanted(names[i]);
        }
        return wanted;
    }

    private boolean wanted(@Nullable String name) {
        return name == null
                || service == null
                || OWNERS.entrySet().stream()
                        .filter(owner -> name.startsWith(owner.getKey()))
                        .allMatch(owner -> owner.getValue().contains(service));
    }
}
