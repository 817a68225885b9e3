package io.chatspace.kit.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/// Steps of a trace that no library sees: what passes through a batch, a log, a socket. Each is told its parent;
/// nothing is read from a thread.
///
/// Whoever begins a step has a parent, and there is one only where this request is sampled: with tracing off, or for
/// a request that is not sampled, a null check is all it costs. Any thread; never blocks.
public final class Traces {
    /// Where tracing is off.
    public static final Traces OFF = new Traces(null, null);

    private static final String TRACEPARENT = "traceparent";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    Traces(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// Id of the trace that the request belongs to, sampled or not, for the log; null where tracing is off.
    public static @Nullable String idOf(ServerWebExchange exchange) {
        var span = observed(exchange);
        return span == null ? null : span.context().traceId();
    }

    /// Whether any trace can be.
    public boolean on() {
        return tracer != null;
    }

    /// The request's own span, to be a parent; null where it is not traced.
    public @Nullable TraceContext of(ServerWebExchange exchange) {
        var span = spanOf(exchange);
        return span == null || !Boolean.TRUE.equals(span.context().sampled()) ? null : span.context();
    }

    /// A step that begins now. Null where there is no parent, or tracing is off.
    public @Nullable Span begin(String name, Span.Kind kind, @Nullable TraceContext parent) {
        return tracer == null || parent == null
                ? null
                : tracer.spanBuilder().setParent(parent).name(name).kind(kind).start();
    }

    /// A step that has begun before. Only where there is a parent.
    public Span since(Instant begun, String name, TraceContext parent) {
        var micros = ChronoUnit.MICROS.between(Instant.EPOCH, begun);
        return Objects.requireNonNull(tracer, "tracing is off")
                .spanBuilder()
                .setParent(parent)
                .name(name)
                .startTimestamp(micros, TimeUnit.MICROSECONDS)
                .start();
    }

    /// A step that follows one of another process, which told of it by this `traceparent`. Null where tracing is
    /// off.
    public @Nullable Span follow(String traceparent, String name) {
        return propagator == null
                ? null
                : propagator
                        .extract(traceparent, (carrier, key) -> key.equals(TRACEPARENT) ? carrier : null)
                        .name(name)
                        .kind(Span.Kind.CONSUMER)
                        .start();
    }

    /// The `traceparent` that tells another process of this step.
    public @Nullable String traceparent(Span span) {
        return headers(span.context()).get(TRACEPARENT);
    }

    /// Headers that tell the service behind of this request's span, whether it is sampled or not; empty where
    /// tracing is off.
    public Map<String, String> headers(ServerWebExchange exchange) {
        var span = spanOf(exchange);
        return span == null ? Map.of() : headers(span.context());
    }

    /// Runs what measures, so that the measurement names this trace as its example.
    public void within(TraceContext context, Runnable measurement) {
        if (tracer == null) {
            measurement.run();
            return;
        }
        try (var _ = tracer.currentTraceContext().newScope(context)) {
            measurement.run();
        }
    }

    private Map<String, String> headers(TraceContext context) {
        if (propagator == null) {
            return Map.of();
        }
        var headers = new HashMap<String, String>(2);
        propagator.inject(context, headers, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return headers;
    }

    private @Nullable Span spanOf(ServerWebExchange exchange) {
        return tracer == null ? null : observed(exchange);
    }

    private static @Nullable Span observed(ServerWebExchange exchange) {
        var observed = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .orElse(null);
        TracingContext tracing = observed == null ? null : observed.get(TracingContext.class);
        return tracing == null ? null : tracing.getSpan();
    }
}
