package io.chatspace.engineio.transport;

import io.chatspace.engineio.server.EngineRequest;
import io.chatspace.engineio.server.HandshakeHeaders;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what the engine wants to know of an HTTP request.
final class Queries {
    private static final int MAX_PARAMETERS = 100;

    private Queries() {}

    /// Null where the URI can't be decoded.
    static @Nullable EngineRequest read(Channel channel, HttpRequest request, String path) {
        Map<String, List<String>> query;
        String file;
        try {
            QueryStringDecoder decoder = QueryStringDecoder.builder()
                    .hasPath(true)
                    .maxParams(MAX_PARAMETERS)
                    .build(request.uri());
            query = decoder.parameters();
            file = decoder.path().substring(path.length());
        } catch (IllegalArgumentException e) {
            return null;
        }
        InetSocketAddress peer = channel.remoteAddress() instanceof InetSocketAddress address
                ? address
                : InetSocketAddress.createUnresolved("unknown", 0);
        return new EngineRequest(
                request.method().name(),
                file,
                query,
                HandshakeHeaders.of(request.headers()),
                peer,
                channel.pipeline().get(SslHandler.class) != null,
                wantsWebSocket(request));
    }

    private static boolean wantsWebSocket(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }
}
