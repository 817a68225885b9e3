package io.chatspace.bench.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import reactor.netty.http.HttpResources;
import reactor.netty.http.server.HttpServer;

/// The least that Netty itself needs for a WebSocket. On a port of its own, and on the event loops of the HTTP server,
/// which takes the two calls.
final class NettyPush {
    private static final int MAX_REQUEST = 65_536;

    private NettyPush() {}

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        var sockets = new FloorSockets();
        var loops = HttpResources.get();
        new ServerBootstrap()
                .group(loops.onServerSelect(true), loops.onServer(true))
                .channelFactory(() -> loops.onChannel(ServerSocketChannel.class, loops.onServerSelect(true)))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_REQUEST),
                                        new WebSocketServerProtocolHandler("/socket.io/", true),
                                        new Packets(sockets));
                    }
                })
                .bind("127.0.0.1", port + 1)
                .syncUninterruptibly();
        HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> PushCalls.add(routes, sockets::push, sockets::pushToAll))
                .bindNow()
                .onDispose()
                .block();
    }

    private static final class Packets extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final FloorSockets sockets;

        private Packets(FloorSockets sockets) {
            this.sockets = sockets;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                sockets.opened(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            sockets.heard(context.channel(), frame.text());
        }
    }
}
