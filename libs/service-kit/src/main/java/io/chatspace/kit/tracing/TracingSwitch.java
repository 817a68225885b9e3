package io.chatspace.kit.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves out all that traces unless `management.tracing.export.enabled` is true. By that setting alone Boot would
/// still make spans for each request, and only not send them.
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {
    static final String ENABLED = "management.tracing.export.enabled";

    private static final String SPANS = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";
    /// Logs are written where the platform collects them.
    private static final String LOGS = "org.springframework.boot.opentelemetry.autoconfigure.logging.";

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = environment.getProperty(ENABLED, Boolean.class, false);
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
        if (name == null) {
            return true;
        }
        return on ? !name.startsWith(LOGS) : !name.startsWith(SPANS) && !name.startsWith(OPEN_TELEMETRY);
    }
}
