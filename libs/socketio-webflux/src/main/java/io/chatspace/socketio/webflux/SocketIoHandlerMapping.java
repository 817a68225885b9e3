package io.chatspace.socketio.webflux;

import io.chatspace.socketio.server.SocketServer;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The portable mount: serves engines through WebFlux, on any server that it runs on. Costs more for each
/// connection than the mount beneath Reactor Netty.
///
/// @implNote no `AbstractHandlerMapping`: that one answers CORS preflights by Spring's own settings.
public final class SocketIoHandlerMapping implements HandlerMapping, Ordered, DisposableBean {
    private final EngineLoops loops = new EngineLoops();
    private final List<EngineWebHandler> handlers;

    public SocketIoHandlerMapping(List<SocketServer> servers) {
        this.handlers = servers.stream()
                .map(server -> new EngineWebHandler(server.engine(), loops))
                .toList();
    }

    @Override
    public Mono<Object> getHandler(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        for (EngineWebHandler handler : handlers) {
            if (path.startsWith(handler.path())) {
                // The dispatcher asks for a preflight's handler but leaves the answer to whoever finds it.
                return CorsUtils.isPreFlightRequest(exchange.getRequest())
                        ? handler.handle(exchange).thenReturn(handler)
                        : Mono.just(handler);
            }
        }
        return Mono.empty();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @Override
    public void destroy() {
        loops.shutdown();
    }
}
