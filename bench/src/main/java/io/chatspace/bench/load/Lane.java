package io.chatspace.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One kept-alive HTTP connection that carries one request at a time.
public final class Lane implements AutoCloseable {
    private static final EventLoopGroup LOOP = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final int MAX_ANSWER = 16 << 20;

    private final Channel channel;
    private final String host;
    private @Nullable CompletableFuture<Answer> waiting;

    public record Answer(int status, String body) {}

    private Lane(URI base) {
        host = base.getHost() + ":" + base.getPort();
        channel = new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel ch) {
                        ch.pipeline()
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_ANSWER), new Answers());
                    }
                })
                .connect(new InetSocketAddress(base.getHost(), base.getPort()))
                .syncUninterruptibly()
                .channel();
    }

    /// @param base `http://host:port`
    public static Lane to(String base) {
        return new Lane(URI.create(base));
    }

    public CompletableFuture<Answer> post(String path, String token, String json) {
        return send(HttpMethod.POST, path, token, json);
    }

    public CompletableFuture<Answer> get(String path, String token) {
        return send(HttpMethod.GET, path, token, "");
    }

    private CompletableFuture<Answer> send(HttpMethod method, String path, String token, String json) {
        var answer = new CompletableFuture<Answer>();
        var body = json.getBytes(StandardCharsets.UTF_8);
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path, Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.HOST, host)
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (!token.isEmpty()) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        }
        channel.eventLoop().execute(() -> {
            waiting = answer;
            var unused = channel.writeAndFlush(request);
        });
        return answer;
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            var to = waiting;
            waiting = null;
            if (to != null) {
                to.complete(
                        new Answer(response.status().code(), response.content().toString(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (waiting != null) {
                waiting.completeExceptionally(new IllegalStateException("the server hung up"));
            }
        }
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
