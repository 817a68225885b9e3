package io.chatspace.engineio.transport;

import io.chatspace.engineio.server.Assets;
import io.chatspace.engineio.server.EngineError;
import io.chatspace.engineio.server.EngineRequest;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.engineio.server.PostBody;
import io.chatspace.engineio.server.PostSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Takes the engine's requests out of an HTTP/1.1 connection and leaves the others to the handlers behind it.
///
/// Answers go out in the order of the requests, also on a connection that pipelines: a request of the engine waits
/// until those before it were answered, and whatever follows it waits for it.
final class EngineHttpHandler extends ChannelDuplexHandler {
    /// Messages that may wait behind an open request before reading stops.
    private static final int MAX_WAITING = 16;

    private final EngineServer engine;
    private final String path;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(0);
    /// Requests behind us that were not answered yet.
    private int passed;

    private boolean passingBody;
    private boolean lastResponseInformational;
    private boolean draining;

    private @Nullable NettyExchange current;
    private @Nullable HttpRequest webSocketRequest;
    private @Nullable EngineRequest request;
    private boolean bodyOpen;
    private @Nullable PostSink post;
    private boolean octets;
    private @Nullable ByteBuf body;

    EngineHttpHandler(EngineServer engine) {
        this.engine = engine;
        this.path = engine.options().path();
    }

    // ---- what comes in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpObject)) {
            ctx.fireChannelRead(message);
        } else if (!waiting.isEmpty() || mustWait(message)) {
            waiting.add(message);
        } else {
            take(ctx, message);
        }
    }

    private boolean mustWait(Object message) {
        return message instanceof HttpRequest head && (current != null || (passed > 0 && ours(head)));
    }

    private boolean ours(HttpRequest head) {
        return head.uri().startsWith(path) && head.decoderResult().isSuccess();
    }

    private void take(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head) {
            if (ours(head)) {
                begin(ctx, head);
            } else {
                passed++;
                passingBody = true;
            }
        }
        if (passingBody) {
            if (message instanceof LastHttpContent) {
                passingBody = false;
            }
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (message instanceof HttpContent content) {
                body(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Reactor Netty reads on demand. While a request of ours is open we read on: for its body, and to see the
        // client leave.
        if (current != null && waiting.size() < MAX_WAITING) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        HttpHeaders cors = Cors.headers(head, engine.options());
        NettyExchange exchange = new NettyExchange(ctx, head, cors, () -> answered(ctx));
        current = exchange;
        bodyOpen = true;
        post = null;
        EngineRequest read = Queries.read(ctx.channel(), head, path);
        request = read;
        if (read == null) {
            engine.refuse(exchange, EngineError.BAD_REQUEST);
        } else if (head.method().equals(HttpMethod.OPTIONS)) {
            exchange.respond(204, "", new byte[0], Cors.preflight(head));
        } else if (!read.file().isEmpty() && serveFile(head, read, exchange)) {
            return;
        } else if (read.upgrade()) {
            EngineError error = engine.checkWebSocket(read);
            if (error == null) {
                webSocketRequest = head;
            } else {
                exchange.closeAfter();
                engine.refuse(exchange, error);
            }
        } else if (head.method().equals(HttpMethod.POST)) {
            beginPost(ctx, head, read, exchange);
        } else {
            engine.get(read, exchange, ctx.channel().eventLoop());
        }
    }

    private boolean serveFile(HttpRequest head, EngineRequest read, NettyExchange exchange) {
        Assets.Asset asset = engine.assets().find(read.file());
        if (asset == null || !(read.method().equals("GET") || read.method().equals("HEAD"))) {
            return false;
        }
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CACHE_CONTROL, "public, max-age=0")
                .set(HttpHeaderNames.ETAG, asset.etag());
        String known = head.headers().get(HttpHeaderNames.IF_NONE_MATCH);
        if (known != null && (known.equals(asset.etag()) || known.equals("W/" + asset.etag()))) {
            exchange.respond(304, "", new byte[0], headers);
        } else {
            exchange.respond(200, asset.contentType(), asset.bytes(), headers);
        }
        return true;
    }

    private void beginPost(ChannelHandlerContext ctx, HttpRequest head, EngineRequest read, NettyExchange exchange) {
        octets = "application/octet-stream".equals(head.headers().get(HttpHeaderNames.CONTENT_TYPE));
        post = engine.post(read, exchange);
        if (post == null) {
            return;
        }
        if (HttpUtil.getContentLength(head, -1L) > engine.options().maxPayload()) {
            refuseBody(exchange, post);
        } else if (HttpUtil.is100ContinueExpected(head)) {
            var unused = ctx.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void refuseBody(NettyExchange exchange, PostSink sink) {
        post = null;
        releaseBody();
        exchange.closeAfterBody();
        sink.tooLarge();
    }

    private void body(ChannelHandlerContext ctx, HttpContent content) {
        NettyExchange exchange = current;
        PostSink sink = post;
        if (exchange == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            post = null;
            exchange.closeAfter();
            engine.refuse(exchange, EngineError.BAD_REQUEST);
            ctx.close();
            return;
        }
        if (sink != null) {
            ByteBuf collected = body;
            int size = collected == null ? 0 : collected.readableBytes();
            if (size + content.content().readableBytes() > engine.options().maxPayload()) {
                refuseBody(exchange, sink);
                return;
            }
            if (content.content().isReadable()) {
                if (collected == null) {
                    collected = ctx.alloc().buffer(content.content().readableBytes());
                    body = collected;
                }
                collected.writeBytes(content.content());
            }
        }
        if (content instanceof LastHttpContent) {
            bodyOpen = false;
            bodyWhole(ctx, exchange);
        }
    }

    private void bodyWhole(ChannelHandlerContext ctx, NettyExchange exchange) {
        PostSink sink = post;
        HttpRequest handshake = webSocketRequest;
        EngineRequest read = request;
        if (sink != null) {
            post = null;
            byte[] bytes = body == null ? new byte[0] : ByteBufUtil.getBytes(body);
            releaseBody();
            sink.complete(new PostBody(bytes, octets));
        } else if (handshake != null && read != null) {
            webSocketRequest = null;
            WebSocketHandshake.answer(ctx, engine, handshake, read, exchange);
        }
        if (exchange.over() && exchange.lingers()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else if (exchange.over()) {
            finished(ctx);
        }
    }

    // ---- what goes out

    private void answered(ChannelHandlerContext ctx) {
        if (!bodyOpen) {
            finished(ctx);
        }
        // Otherwise the rest of the body is read and thrown away first.
    }

    private void finished(ChannelHandlerContext ctx) {
        if (current == null || !current.over()) {
            return;
        }
        current = null;
        request = null;
        drain(ctx);
        if (current == null && passed == 0) {
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            lastResponseInformational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                ctx.write(message, promise);
                ctx.pipeline().remove(this);
                return;
            }
        }
        boolean last = message instanceof LastHttpContent && !lastResponseInformational;
        ctx.write(message, promise);
        if (last && passed > 0) {
            passed--;
            if (passed == 0 && !waiting.isEmpty()) {
                // Not from within the writer's call.
                ctx.executor().execute(() -> drain(ctx));
            }
        }
    }

    private void drain(ChannelHandlerContext ctx) {
        if (draining || ctx.isRemoved()) {
            return;
        }
        draining = true;
        try {
            Object next = waiting.peek();
            while (next != null && !mustWait(next)) {
                waiting.remove();
                take(ctx, next);
                next = waiting.peek();
            }
        } finally {
            draining = false;
        }
        if (current != null && waiting.size() < MAX_WAITING) {
            ctx.read();
        }
    }

    // ---- the end

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void release() {
        NettyExchange open = current;
        current = null;
        post = null;
        releaseBody();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (open != null) {
            open.aborted();
        }
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (current != null) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
