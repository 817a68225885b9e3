package io.chatspace.socketio.webflux;

import io.chatspace.socketio.server.SocketServer;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The portable mount: serves engines through WebFlux, on any server that it runs on. Costs more for each
/// connection than the mount beneath Reactor Netty.
public final class SocketIoHandlerMapping extends AbstractHandlerMapping implements DisposableBean {
    private final EngineLoops loops = new EngineLoops();
    private final List<EngineWebHandler> handlers;

    public SocketIoHandlerMapping(List<SocketServer> servers) {
        this.handlers = servers.stream()
                .map(server -> new EngineWebHandler(server.engine(), loops))
                .toList();
        setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        for (EngineWebHandler handler : handlers) {
            if (path.startsWith(handler.path())) {
                return Mono.just(handler);
            }
        }
        return Mono.empty();
    }

    @Override
    public void destroy() {
        loops.shutdown();
    }
}
