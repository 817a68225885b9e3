package io.chatspace.engineio.transport;

import io.chatspace.engineio.server.Exchange;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One request on a Netty channel. The answer is written on the channel's event loop.
final class NettyExchange implements Exchange {
    private static final long LINGER_SECONDS = 2;
    private static final Runnable NOTHING = () -> {};
    private static final Runnable OVER = () -> {};

    private final ChannelHandlerContext ctx;
    private final Runnable answered;
    private final boolean keepAlive;
    private final boolean head;
    private final HttpHeaders extra;
    /// What to do on abort, or [#OVER] once answered or aborted.
    private final AtomicReference<Runnable> abort = new AtomicReference<>(NOTHING);
    /// On the channel's loop only.
    private boolean closing;
    private boolean lingering;

    /// @param extra    headers that every answer to this request carries
    /// @param answered runs on the channel's loop once the answer was written
    NettyExchange(ChannelHandlerContext ctx, HttpRequest request, HttpHeaders extra, Runnable answered) {
        this.ctx = ctx;
        this.answered = answered;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.head = request.method().equals(HttpMethod.HEAD);
        this.extra = extra;
    }

    /// The connection can't serve another request after this one. On the channel's loop.
    void closeAfter() {
        closing = true;
    }

    /// The same, but not before the rest of the request's body was read: closed at once, the connection would be reset
    /// under the answer, and a client that still writes would not see it. [#LINGER_SECONDS] at most.
    void closeAfterBody() {
        closing = true;
        lingering = true;
    }

    boolean lingers() {
        return lingering;
    }

    @Override
    public void respond(int status, String contentType, byte[] body) {
        respond(status, contentType, body, null);
    }

    void respond(int status, String contentType, byte[] body, @Nullable HttpHeaders more) {
        if (abort.getAndSet(OVER) == OVER) {
            return;
        }
        if (ctx.executor().inEventLoop()) {
            write(status, contentType, body, more);
        } else {
            ctx.executor().execute(() -> write(status, contentType, body, more));
        }
    }

    private void write(int status, String contentType, byte[] body, @Nullable HttpHeaders more) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers();
        if (!contentType.isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        if (status != 204 && status != 304) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        if (status == 503) {
            headers.set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.add(extra);
        if (more != null) {
            headers.setAll(more);
        }
        boolean close = closing || !keepAlive;
        headers.set(HttpHeaderNames.CONNECTION, close ? HttpHeaderValues.CLOSE : HttpHeaderValues.KEEP_ALIVE);
        var future = ctx.writeAndFlush(response);
        if (lingering) {
            var timer = ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
            ctx.channel().closeFuture().addListener(closed -> timer.cancel(false));
        } else if (close) {
            future.addListener(ChannelFutureListener.CLOSE);
        }
        answered.run();
    }

    @Override
    public void onAbort(Runnable action) {
        if (!abort.compareAndSet(NOTHING, action) && abort.get() == OVER) {
            // Answered: nothing to abort. Aborted: tell at once; sessions ignore it for an answered one.
            action.run();
        }
    }

    /// The channel is gone.
    void aborted() {
        Runnable action = abort.getAndSet(OVER);
        action.run();
    }

    boolean over() {
        return abort.get() == OVER;
    }
}
