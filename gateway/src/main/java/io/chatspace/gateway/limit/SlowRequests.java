package io.chatspace.gateway.limit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/// Closes connections whose request line and headers do not arrive in time, counted from their first byte, and those
/// whose body pauses too long: a client that sends a byte now and then must not hold a connection for ever.
///
/// One for each connection, on its event loop. A request for an upgrade ends the watch: what follows is not HTTP.
final class SlowRequests {
    private static final String BYTES = "chatspace.slow.bytes";
    private static final String REQUESTS = "chatspace.slow.requests";

    private final Duration headersWithin;
    private final Duration bodyPause;
    /// Between the end of a request's headers and the end of its body.
    private boolean open;

    /// Bytes came since the last request was whole.
    private boolean begun;

    private long lastPart;
    private @Nullable Future<?> deadline;

    private SlowRequests(Duration headersWithin, Duration bodyPause) {
        this.headersWithin = headersWithin;
        this.bodyPause = bodyPause;
    }

    static void watch(Channel channel, Duration headersWithin, Duration bodyPause) {
        var pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            var watch = new SlowRequests(headersWithin, bodyPause);
            pipeline.addBefore(NettyPipeline.HttpCodec, BYTES, watch.new Bytes());
            pipeline.addAfter(NettyPipeline.HttpCodec, REQUESTS, watch.new Requests());
        }
    }

    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            begun = true;
            context.fireChannelRead(bytes);
        }

        /// Only what one read left unfinished is watched: the usual request costs no timer.
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (deadline == null && open) {
                awaitPart(context, bodyPause.toNanos());
            } else if (deadline == null && begun) {
                deadline = context.executor()
                        .schedule(() -> context.close(), headersWithin.toMillis(), TimeUnit.MILLISECONDS);
            }
            context.fireChannelReadComplete();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            arrived();
            context.fireChannelInactive();
        }
    }

    private final class Requests extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            lastPart = System.nanoTime();
            if (part instanceof HttpRequest request) {
                arrived();
                open = true;
                if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
                    context.pipeline().remove(BYTES);
                    context.pipeline().remove(REQUESTS);
                }
            }
            if (part instanceof LastHttpContent) {
                arrived();
                open = false;
                begun = false;
            }
            context.fireChannelRead(part);
        }
    }

    private void awaitPart(ChannelHandlerContext context, long nanos) {
        deadline = context.executor()
                .schedule(
                        () -> {
                            long left = bodyPause.toNanos() - (System.nanoTime() - lastPart);
                            if (left > 0) {
                                awaitPart(context, left);
                            } else {
                                context.close();
                            }
                        },
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    private void arrived() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
