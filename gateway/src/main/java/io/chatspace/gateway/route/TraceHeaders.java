package io.chatspace.gateway.route;

import io.chatspace.kit.tracing.Traces;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/// Tells the service behind of which trace the request is a part: the gateway's own, never one that a client has
/// made up, who could otherwise have every request of theirs traced.
final class TraceHeaders implements HttpHeadersFilter {
    private static final List<String> OF_CLIENTS = List.of(
            "traceparent",
            "tracestate",
            "baggage",
            "b3",
            "X-B3-TraceId",
            "X-B3-SpanId",
            "X-B3-ParentSpanId",
            "X-B3-Sampled",
            "X-B3-Flags");

    private final Traces traces;

    TraceHeaders(Traces traces) {
        this.traces = traces;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        if (!traces.on()) {
            return input;
        }
        var headers = new HttpHeaders();
        headers.putAll(input);
        OF_CLIENTS.forEach(headers::remove);
        traces.headers(exchange).forEach(headers::set);
        return headers;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }
}
