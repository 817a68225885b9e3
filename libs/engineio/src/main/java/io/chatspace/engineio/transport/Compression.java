package io.chatspace.engineio.transport;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// RFC 7692: permessage-deflate as negotiated for one WebSocket.
record Compression(WebSocketServerExtension extension) {
    /// Null where the client offers nothing that we take.
    static @Nullable Compression negotiate(HttpRequest head) {
        var handshaker = new PerMessageDeflateServerExtensionHandshaker(0);
        for (String offer : head.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            for (WebSocketExtensionData data : WebSocketExtensionUtil.extractExtensions(offer)) {
                WebSocketServerExtension extension = handshaker.handshakeExtension(data);
                if (extension != null) {
                    return new Compression(extension);
                }
            }
        }
        return null;
    }

    String answer() {
        WebSocketExtensionData data = extension.newReponseData();
        StringBuilder out = new StringBuilder(data.name());
        for (Map.Entry<String, String> parameter : data.parameters().entrySet()) {
            out.append("; ").append(parameter.getKey());
            if (parameter.getValue() != null) {
                out.append('=').append(parameter.getValue());
            }
        }
        return out.toString();
    }

    ChannelHandler frameEncoder() {
        return new WebSocket13FrameEncoder(false);
    }

    ChannelHandler decoder() {
        return extension.newExtensionDecoder();
    }

    ChannelHandler encoder() {
        return extension.newExtensionEncoder();
    }
}
