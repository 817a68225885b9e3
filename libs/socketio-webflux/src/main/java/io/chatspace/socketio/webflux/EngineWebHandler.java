package io.chatspace.socketio.webflux;

import io.chatspace.engineio.server.Assets;
import io.chatspace.engineio.server.EngineError;
import io.chatspace.engineio.server.EngineRequest;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.engineio.server.HandshakeHeaders;
import io.chatspace.engineio.server.PostBody;
import io.chatspace.engineio.server.PostSink;
import java.net.InetSocketAddress;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/// Serves one engine's requests through WebFlux.
final class EngineWebHandler implements WebHandler {
    private static final byte[] NO_BODY = new byte[0];

    private final EngineServer engine;
    private final EngineLoops loops;
    private final WebSocketServices webSockets;

    EngineWebHandler(EngineServer engine, EngineLoops loops) {
        this.engine = engine;
        this.loops = loops;
        this.webSockets = WebSocketServices.of(engine.options().maxPayload());
    }

    String path() {
        return engine.options().path();
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        EngineRequest request = read(exchange.getRequest());
        WebExchange open = new WebExchange(exchange);
        cors(exchange, request);
        if (request.method().equals("OPTIONS")) {
            preflight(exchange);
            open.respond(204, "", NO_BODY);
            return open.answered();
        }
        Assets.Asset asset = request.file().isEmpty() ? null : engine.assets().find(request.file());
        if (asset != null && request.method().equals("GET")) {
            exchange.getResponse().getHeaders().setETag(asset.etag());
            open.respond(200, asset.contentType(), asset.bytes());
            return open.answered();
        }
        if (request.upgrade()) {
            return upgrade(exchange, request, open);
        }
        if (request.method().equals("POST")) {
            return post(exchange, request, open);
        }
        engine.get(request, open, loops.next());
        return open.answered();
    }

    private Mono<Void> upgrade(ServerWebExchange exchange, EngineRequest request, WebExchange open) {
        EngineError error = engine.checkWebSocket(request);
        if (error != null) {
            engine.refuse(open, error);
            return open.answered();
        }
        return webSockets
                .of(exchange)
                .handleRequest(
                        exchange,
                        session -> new FluxWebSocket(session, engine.options().maxPayload())
                                .run(engine, request, loops.next()));
    }

    private Mono<Void> post(ServerWebExchange exchange, EngineRequest request, WebExchange open) {
        PostSink sink = engine.post(request, open);
        if (sink == null) {
            return open.answered();
        }
        boolean octets = "application/octet-stream"
                .equals(exchange.getRequest().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
        return DataBufferUtils.join(
                        exchange.getRequest().getBody(), engine.options().maxPayload())
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return bytes;
                })
                .defaultIfEmpty(NO_BODY)
                .doOnNext(bytes -> sink.complete(new PostBody(bytes, octets)))
                .then()
                .onErrorResume(DataBufferLimitException.class, tooLarge -> {
                    sink.tooLarge();
                    return Mono.empty();
                })
                .then(open.answered());
    }

    private EngineRequest read(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.getHeaders()
                .forEach((name, values) ->
                        values.forEach(value -> headers.add(new AbstractMap.SimpleImmutableEntry<>(name, value))));
        InetSocketAddress peer = request.getRemoteAddress();
        return new EngineRequest(
                request.getMethod().name(),
                path.substring(path().length()),
                Map.copyOf(request.getQueryParams()),
                HandshakeHeaders.of(headers),
                peer == null ? InetSocketAddress.createUnresolved("unknown", 0) : peer,
                "https".equals(request.getURI().getScheme()),
                request.getMethod().equals(HttpMethod.GET)
                        && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade()));
    }

    private void cors(ServerWebExchange exchange, EngineRequest request) {
        String origin = request.headers().first("origin");
        if (origin != null && engine.options().allowedOrigins().test(origin)) {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.setAccessControlAllowOrigin(origin);
            headers.setAccessControlAllowCredentials(true);
            headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }

    private static void preflight(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.setAccessControlAllowMethods(List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS));
        headers.setAccessControlAllowHeaders(exchange.getRequest().getHeaders().getAccessControlRequestHeaders());
    }
}
