package io.chatspace.message.assistant.model;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ModelConfiguration {
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final Duration QUEUE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int WINDOW = 20;
    private static final int JUDGED_FROM = 5;
    private static final float HALF = 50;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int PROBES = 2;

    /// One connection a question, so that this bounds the questions.
    @Bean(destroyMethod = "dispose")
    ConnectionProvider modelConnections(ModelProperties properties) {
        return ConnectionProvider.builder("model")
                .maxConnections(properties.concurrency())
                .pendingAcquireMaxCount(properties.concurrency())
                .pendingAcquireTimeout(QUEUE)
                .maxIdleTime(IDLE)
                .build();
    }

    @Bean
    ChatModel chatModel(
            ModelProperties properties,
            ConnectionProvider modelConnections,
            CircuitBreaker modelBreaker,
            JsonMapper json) {
        var connector = new ReactorClientHttpConnector(HttpClient.create(modelConnections)
                // A question must not be asked, and paid for, twice behind our back.
                .disableRetry(true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis())));
        var key = properties.key();
        var http = WebClient.builder()
                .clientConnector(connector)
                .baseUrl(properties.baseUrl())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .defaultHeaders(headers -> {
                    if (key != null) {
                        headers.setBearerAuth(key);
                    }
                })
                .build();
        return new CompletionsModel(http, new CompletionsWire(json), modelBreaker, properties);
    }

    /// Opens when half of the last answers failed. A provider that is busy, or refuses, is not one that fails.
    @Bean
    CircuitBreaker modelBreaker() {
        var config = CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(JUDGED_FROM)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .ignoreException(error -> error instanceof ModelError.Busy
                        || error instanceof ModelError.Refused
                        || error instanceof ModelError.Full)
                .build();
        return CircuitBreaker.of("model", config);
    }
}
