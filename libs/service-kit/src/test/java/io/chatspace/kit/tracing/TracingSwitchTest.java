package io.chatspace.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracingSwitchTest {
    private static final @Nullable String[] NAMES = {
        "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
        "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
        "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
        "org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
        null
    };

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"off", "false"})
    void withoutTracingNothingOfItShouldBeConfigured(@Nullable String setting) {
        assertThat(match(setting)).containsExactly(false, false, false, false, true, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "true"})
    void withTracingAllOfItShouldBeButNoLogsSent(String setting) {
        assertThat(match(setting)).containsExactly(true, true, true, false, true, true);
    }

    @Test
    void namesShouldBeThoseOfClassesThatAreThere() {
        for (var name : NAMES) {
            if (name != null) {
                assertThat(getClass().getClassLoader().getResource(name.replace('.', '/') + ".class"))
                        .as(name)
                        .isNotNull();
            }
        }
    }

    private static boolean[] match(@Nullable String setting) {
        var environment = new StandardEnvironment();
        if (setting != null) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of(TracingSwitch.ENABLED, setting)));
        }
        var filter = new TracingSwitch();
        filter.setEnvironment(environment);
        return filter.match(NAMES, new NoMetadata());
    }

    private static final class NoMetadata implements AutoConfigurationMetadata {
        @Override
        public boolean wasProcessed(String className) {
            return false;
        }

        @Override
        public @Nullable Integer getInteger(String className, String key) {
            return null;
        }

        @Override
        public @Nullable Integer getInteger(String className, String key, @Nullable Integer defaultValue) {
            return defaultValue;
        }

        @Override
        public @Nullable Set<String> getSet(String className, String key) {
            return null;
        }

        @Override
        public @Nullable Set<String> getSet(String className, String key, @Nullable Set<String> defaultValue) {
            return defaultValue;
        }

        @Override
        public @Nullable String get(String className, String key) {
            return null;
        }

        @Override
        public @Nullable String get(String className, String key, @Nullable String defaultValue) {
            return defaultValue;
        }
    }
}
