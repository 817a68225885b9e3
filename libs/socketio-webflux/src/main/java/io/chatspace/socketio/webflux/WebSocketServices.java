package io.chatspace.socketio.webflux;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.WebsocketServerSpec;

/// Opens WebSockets: on Reactor Netty with frames as large as the engine allows, which are 64 KiB unless said; on
/// other servers as those are set up.
///
/// @param sized for Reactor Netty
/// @param plain for the others
record WebSocketServices(WebSocketService sized, WebSocketService plain) {
    static WebSocketServices of(int maxFrame) {
        var strategy = new ReactorNettyRequestUpgradeStrategy(
                () -> WebsocketServerSpec.builder().maxFramePayloadLength(maxFrame));
        return new WebSocketServices(new HandshakeWebSocketService(strategy), new HandshakeWebSocketService());
    }

    WebSocketService of(ServerWebExchange exchange) {
        Object server = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return server instanceof HttpServerRequest ? sized : plain;
    }
}
