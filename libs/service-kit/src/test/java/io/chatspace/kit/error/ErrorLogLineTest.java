package io.chatspace.kit.error;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.chatspace.kit.web.RequestId;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class ErrorLogLineTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Logger log = (Logger) LoggerFactory.getLogger(ErrorRenderer.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ErrorRenderer renderer = new ErrorRenderer(new JsonMapper());

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    @Test
    void aFailureOfOursShouldBeFoundByItsRequestAndItsTrace() {
        var exchange = exchange();
        var observed = new ServerRequestObservationContext(
                exchange.getRequest(), exchange.getResponse(), exchange.getAttributes());
        var tracing = new TracingContext();
        tracing.setSpan(span());
        observed.put(TracingContext.class, tracing);
        exchange.getAttributes().put(ServerRequestObservationContext.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, observed);

        renderer.handle(exchange, new IllegalStateException("on purpose")).block();

        assertThat(keys()).isEqualTo(Map.of("http.request.id", "r-7", "trace.id", TRACE));
    }

    @Test
    void withoutTracingItShouldBeFoundByItsRequest() {
        renderer.handle(exchange(), new IllegalStateException("on purpose")).block();

        assertThat(keys()).isEqualTo(Map.of("http.request.id", "r-7"));
    }

    private static MockServerWebExchange exchange() {
        var exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/api/x").header(RequestId.HEADER, "r-7"));
        new RequestId().filter(exchange, _ -> Mono.empty()).block();
        return exchange;
    }

    private Map<String, Object> keys() {
        assertThat(lines.list).hasSize(1);
        var keys = new HashMap<String, Object>();
        for (KeyValuePair pair : lines.list.getFirst().getKeyValuePairs()) {
            keys.put(pair.key, pair.value);
        }
        return keys;
    }

    private static Span span() {
        var context = answering(TraceContext.class, "traceId", TRACE);
        return answering(Span.class, "context", context);
    }

    private static <T> T answering(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, called, _) -> called.getName().equals(method) ? answer : null));
    }
}
