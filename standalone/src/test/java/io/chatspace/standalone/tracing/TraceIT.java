package io.chatspace.standalone.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.PushTrace;
import io.chatspace.standalone.tracing.Collector.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TraceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEXT = "what nobody but the two should read";

    @TempDir
    Path folder;

    @Test
    void aMessageShouldBeOneTraceFromTheEdgeToItsAcknowledgement() throws Exception {
        try (var logs = new LogMemory();
                var collector = new Collector();
                var system = new TracedSystem(folder, tracingTo(collector));
                var walker = new Walker(system)) {
            var answered = sendAndReceive(walker);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(collector.spans())
                            .anyMatch(span -> span.name().equals("ack newMessage"))
                            .anyMatch(TraceIT::sendAtTheGateway));
            var edge = Objects.requireNonNull(find(collector, TraceIT::sendAtTheGateway));
            var trace = collector.spans().stream()
                    .filter(span -> span.trace().equals(edge.trace()))
                    .toList();
            var service = one(trace, span -> span.service().equals("message-service") && span.ofServer());
            var insert = one(trace, "insert messages");
            var publish = one(trace, "publish newMessage");
            var push = one(trace, "push newMessage");
            var write = one(trace, "write newMessage");
            var ack = one(trace, "ack newMessage");

            assertThat(edge.parent()).as("a client's trace is not gone on with").isEmpty();
            assertThat(edge.trace()).isNotEqualTo("11111111111111111111111111111111");
            assertThat(service.childOf(edge)).isTrue();
            assertThat(insert.childOf(service)).isTrue();
            assertThat(publish.childOf(service)).isTrue();
            assertThat(push.childOf(publish)).isTrue();
            assertThat(write.childOf(push)).isTrue();
            assertThat(ack.childOf(write)).isTrue();
            assertThat(List.of(insert, publish)).allMatch(span -> span.service().equals("message-service"));
            assertThat(List.of(push, write, ack))
                    .allMatch(span -> span.service().equals("presence-service"));
            assertThat(insert.attributes()).containsEntry("db.system.name", "mongodb");
            assertThat(trace).allMatch(span -> span.begin() <= span.end());
            assertThat(insert.end()).isLessThanOrEqualTo(publish.begin());
            assertThat(write.begin()).isLessThanOrEqualTo(write.end());

            theChannelShouldHaveCarriedIt(walker, publish);
            clientsShouldGetTheMessageAlone(walker, answered);
            metricsShouldNameTraces(walker);
            assertThat(collector.spans()).noneMatch(span -> holds(span.toString(), walker.secrets()));
            assertThat(collector.spans().toString()).doesNotContain(TEXT);
            noLogShouldTell(logs, walker);
        }
    }

    @Test
    void withoutTracingNothingShouldTellOfAny() throws Exception {
        try (var logs = new LogMemory();
                var collector = new Collector();
                var system = new TracedSystem(folder, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()));
                var walker = new Walker(system)) {
            var answered = sendAndReceive(walker);

            assertThat(walker.published()).isNotEmpty().allMatch(text -> PushFrame.parse(text) != null);
            clientsShouldGetTheMessageAlone(walker, answered);
            assertThat(walker.metrics("message")).contains("# EOF").doesNotContain("trace_id");
            assertThat(collector.spans()).isEmpty();
            noLogShouldTell(logs, walker);
        }
    }

    private static Map<String, String> tracingTo(Collector collector) {
        return Map.of(
                "management.tracing.export.enabled", "on",
                "management.tracing.sampling.probability", "1.0",
                "management.opentelemetry.tracing.export.schedule-delay", "100ms",
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    }

    private static JsonNode sendAndReceive(Walker walker) throws Exception {
        await().atMost(PATIENCE).until(walker::connected);
        var answered = walker.send(TEXT);
        await().atMost(PATIENCE).until(() -> !walker.received().isEmpty());
        return answered;
    }

    private static void theChannelShouldHaveCarriedIt(Walker walker, Span publish) {
        var traces = walker.published().stream().filter(PushTrace::is).toList();
        assertThat(traces).hasSize(1);
        var trace = Objects.requireNonNull(PushTrace.parse(traces.getFirst()));
        assertThat(trace.traceparent()).startsWith("00-" + publish.trace() + "-" + publish.id() + "-");
        int at = walker.published().indexOf(traces.getFirst());
        var frame = Objects.requireNonNull(PushFrame.parse(walker.published().get(at + 1)));
        assertThat(frame.logId()).isEqualTo(trace.logId());
    }

    private static void clientsShouldGetTheMessageAlone(Walker walker, JsonNode answered) {
        assertThat(walker.received()).hasSize(1);
        assertThat(walker.received().getFirst()).isEqualTo(answered);
    }

    private static void metricsShouldNameTraces(Walker walker) throws Exception {
        for (var service : List.of("gateway", "message")) {
            assertThat(walker.metrics(service).lines())
                    .as(service)
                    .anyMatch(line ->
                            line.startsWith("http_server_requests_seconds_bucket") && line.contains("trace_id=\""));
        }
        assertThat(walker.metrics("message").lines())
                .anyMatch(line -> line.startsWith("chatspace_message_delivery_latency_seconds_bucket")
                        && line.contains("trace_id=\""));
    }

    private static void noLogShouldTell(LogMemory logs, Walker walker) {
        assertThat(logs.lines()).isNotEmpty().noneMatch(line -> line.contains(TEXT) || holds(line, walker.secrets()));
    }

    private static boolean holds(String text, List<String> secrets) {
        return secrets.stream().anyMatch(text::contains);
    }

    private static boolean sendAtTheGateway(Span span) {
        return span.service().equals("gateway")
                && span.ofServer()
                && span.attributes().getOrDefault("http.url", "").startsWith("/api/messages/send/");
    }

    private static Span one(List<Span> trace, String name) {
        return one(trace, span -> span.name().equals(name));
    }

    private static Span one(List<Span> trace, Predicate<Span> which) {
        var found = trace.stream().filter(which).toList();
        assertThat(found).as(() -> "one of " + trace).hasSize(1);
        return found.getFirst();
    }

    private static @Nullable Span find(Collector collector, Predicate<Span> which) {
        return collector.spans().stream().filter(which).findFirst().orElse(null);
    }
}
