package io.chatspace.gateway.socket;

import io.chatspace.gateway.route.PresenceNodes;
import io.chatspace.gateway.security.EdgeHeaders;
import io.chatspace.gateway.security.Origins;
import io.chatspace.kit.security.AccessTokens;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;

/// Stands before the web server's own handler on every connection of the gateway. A WebSocket handshake for the
/// Socket.IO
/// path is taken out of the server's hands and relayed ([RelayedHandshake]); everything else passes.
///
/// Why not Spring Cloud Gateway's proxy: it decodes every frame, keeps some 20 KiB a socket, changes close codes,
/// and
/// answers 101 before it knows that the node is there.
@Sharable
public final class SocketRelay extends ChannelInboundHandlerAdapter {
    static final String PATH = "/socket.io/";

    private final PresenceNodes nodes;
    private final Origins origins;
    private final EdgeHeaders edgeHeaders;
    private final AccessTokens tokens;
    private final RelayedSockets relayed;

    SocketRelay(
            PresenceNodes nodes,
            Origins origins,
            EdgeHeaders edgeHeaders,
            AccessTokens tokens,
            RelayedSockets relayed) {
        this.nodes = nodes;
        this.origins = origins;
        this.edgeHeaders = edgeHeaders;
        this.tokens = tokens;
        this.relayed = relayed;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && isHandshake(request)) {
            var handshake = new RelayedHandshake(ctx.channel(), request, nodes, origins, edgeHeaders, tokens, relayed);
            ctx.pipeline().addAfter(ctx.name(), RelayedHandshake.NAME, handshake);
            handshake.begin();
            return;
        }
        ctx.fireChannelRead(message);
    }

    private static boolean isHandshake(HttpRequest request) {
        var uri = request.uri();
        boolean ours = uri.startsWith(PATH) || uri.startsWith("/socket.io?");
        return ours && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }
}
