package io.chatspace.kit.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/// What is measured in every service, where somebody reads it: with
/// `management.prometheus.metrics.export.enabled`, which is on unless it is turned off.
@AutoConfiguration
@ConditionalOnProperty(name = "management.prometheus.metrics.export.enabled", matchIfMissing = true)
public class TelemetryAutoConfiguration {
    private static final String REQUESTS = "http.server.requests";

    /// Bounds in milliseconds: enough to say how many requests were slow, few enough to keep.
    private static final double[] BOUNDS = DoubleStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(millis -> Duration.ofMillis((long) millis).toNanos())
            .toArray();

    @Bean
    static MeterFilter requestBuckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(REQUESTS)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BOUNDS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    @Bean
    EventLoopLag eventLoopLag(ReactorResourceFactory resources, MeterRegistry meters) {
        return new EventLoopLag(() -> resources.getLoopResources().onServer(LoopResources.DEFAULT_NATIVE), meters);
    }
}
