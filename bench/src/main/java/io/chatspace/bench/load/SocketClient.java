package io.chatspace.bench.load;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One Socket.IO client over WebSocket: connects to `/`, answers pings and hands on the text of every event. Events
/// are heard on one thread that all clients of a JVM share.
public final class SocketClient extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final EventLoopGroup LOOP = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final int MAX_FRAME = 8 << 20;

    private final String auth;
    private final Consumer<String> events;
    private final CompletableFuture<SocketClient> connected = new CompletableFuture<>();
    private volatile @Nullable Channel channel;
    private volatile long bytes;

    private SocketClient(String auth, Consumer<String> events) {
        this.auth = auth;
        this.events = events;
    }

    /// @param base `http://host:port`
    /// @param auth the JSON object of the CONNECT packet, or nothing
    /// @param from the local address, so that many clients do not run out of ports
    /// @return completes when the server has answered the CONNECT
    public static CompletableFuture<SocketClient> connect(
            String base, String auth, String from, Consumer<String> events) {
        var uri = URI.create(base.replaceFirst("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
        var client = new SocketClient(auth, events);
        var handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), MAX_FRAME);
        var unused = new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel ch) {
                        ch.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(65_536),
                                        new WebSocketClientProtocolHandler(handshaker, true),
                                        client);
                    }
                })
                .connect(new InetSocketAddress(uri.getHost(), uri.getPort()), new InetSocketAddress(from, 0))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        client.connected.completeExceptionally(done.cause());
                    }
                });
        return client.connected;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (!(frame instanceof TextWebSocketFrame text)) {
            return;
        }
        bytes += text.content().readableBytes();
        var packet = text.text();
        if (packet.startsWith("42")) {
            events.accept(packet);
        } else if (packet.startsWith("0")) {
            channel = context.channel();
            var unused = context.writeAndFlush(new TextWebSocketFrame("40" + auth));
        } else if (packet.equals("2")) {
            var unused = context.writeAndFlush(new TextWebSocketFrame("3"));
        } else if (packet.startsWith("40")) {
            connected.complete(this);
        } else {
            connected.completeExceptionally(new IllegalStateException("refused: " + packet));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connected.completeExceptionally(new IllegalStateException("closed before it was connected"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connected.completeExceptionally(cause);
        context.close();
    }

    /// Payload bytes received so far.
    public long bytes() {
        return bytes;
    }

    /// Once connected.
    public void emit(String event) {
        var unused = requireNonNull(channel).writeAndFlush(new TextWebSocketFrame("42" + event));
    }

    public CompletableFuture<?> close() {
        var closed = new CompletableFuture<Void>();
        var open = channel;
        if (open == null) {
            closed.complete(null);
        } else {
            var unused = open.close().addListener(done -> closed.complete(null));
        }
        return closed;
    }
}
