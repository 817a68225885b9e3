package io.chatspace.engineio.transport;

import io.chatspace.engineio.server.EngineError;
import io.chatspace.engineio.server.EngineRequest;
import io.chatspace.engineio.server.EngineServer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/// RFC 6455, "Opening Handshake": answers 101 and turns the channel's pipeline into that of a WebSocket.
final class WebSocketHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    static void answer(
            ChannelHandlerContext ctx,
            EngineServer engine,
            HttpRequest head,
            EngineRequest request,
            NettyExchange exchange) {
        if (!"13".equals(head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            exchange.closeAfter();
            exchange.respond(
                    426, "", new byte[0], new DefaultHttpHeaders().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13"));
            return;
        }
        String key = head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (key == null || !isKey(key.strip())) {
            exchange.closeAfter();
            engine.refuse(exchange, EngineError.BAD_REQUEST);
            return;
        }
        Compression compression = engine.options().compression() ? Compression.negotiate(head) : null;
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key.strip()));
        if (compression != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, compression.answer());
        }
        var unused = ctx.writeAndFlush(response);
        takeOver(ctx, engine, request, compression);
    }

    private static void takeOver(
            ChannelHandlerContext ctx, EngineServer engine, EngineRequest request, @Nullable Compression compression) {
        ChannelPipeline pipeline = ctx.pipeline();
        NettyWebSocket socket = new NettyWebSocket(engine.options().maxPayload(), compression != null);
        List<ChannelHandler> added = new ArrayList<>(4);
        added.add(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(compression != null)
                .maxFramePayloadLength(engine.options().maxPayload())
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build()));
        if (compression != null) {
            added.add(compression.frameEncoder());
            added.add(compression.decoder());
            added.add(compression.encoder());
        }
        added.add(socket);
        String after = NettyPipeline.HttpCodec;
        ChannelHandlerContext codec = pipeline.context(after);
        List<ChannelHandler> gone = behind(pipeline, codec);
        for (ChannelHandler handler : added) {
            String name = "chatspace.ws." + added.indexOf(handler);
            pipeline.addAfter(after, name, handler);
            after = name;
        }
        for (ChannelHandler handler : gone) {
            pipeline.remove(handler);
        }
        if (pipeline.context(NettyPipeline.IdleTimeoutHandler) != null) {
            pipeline.remove(NettyPipeline.IdleTimeoutHandler);
        }
        socket.begin(engine.opened(request, socket, ctx.channel().eventLoop()));
        // Last, for it hands on what it has already read.
        pipeline.remove(codec.handler());
        ctx.channel().read();
    }

    /// All handlers behind the codec: the server's own for HTTP.
    private static List<ChannelHandler> behind(ChannelPipeline pipeline, ChannelHandlerContext codec) {
        List<ChannelHandler> found = new ArrayList<>();
        boolean seen = false;
        for (var entry : pipeline) {
            if (seen) {
                found.add(entry.getValue());
            }
            seen |= entry.getValue() == codec.handler();
        }
        return found;
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
