package io.chatspace.standalone.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Takes spans as an OpenTelemetry collector does: OTLP over HTTP, in protocol buffers.
final class Collector implements AutoCloseable {
    private static final int SERVER = 2;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /// @param parent empty for the first span of a trace
    record Span(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            int kind,
            long begin,
            long end,
            Map<String, String> attributes) {
        boolean ofServer() {
            return kind == SERVER;
        }

        boolean childOf(Span other) {
            return parent.equals(other.id()) && trace.equals(other.trace());
        }
    }

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (var ofService : new ProtoReader(exchange.getRequestBody().readAllBytes()).messages(1)) {
                var service = attributes(ofService.messages(1).getFirst(), 1).getOrDefault("service.name", "");
                ofService.messages(2).stream()
                        .flatMap(scope -> scope.messages(2).stream())
                        .map(span -> read(service, span))
                        .forEach(spans::add);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span read(String service, ProtoReader span) {
        var hex = HexFormat.of();
        return new Span(
                service,
                hex.formatHex(span.bytes(1)),
                hex.formatHex(span.bytes(2)),
                hex.formatHex(span.bytes(4)),
                new String(span.bytes(5), UTF_8),
                (int) span.number(6),
                span.number(7),
                span.number(8),
                attributes(span, 9));
    }

    /// Those whose values are texts.
    private static Map<String, String> attributes(ProtoReader message, int field) {
        return message.messages(field).stream()
                .collect(Collectors.toMap(
                        entry -> new String(entry.bytes(1), UTF_8),
                        entry -> entry.messages(2).stream()
                                .map(value -> new String(value.bytes(1), UTF_8))
                                .findFirst()
                                .orElse("")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
