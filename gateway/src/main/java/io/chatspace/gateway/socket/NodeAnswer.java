package io.chatspace.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;

/// The node's answer to a handshake. 101 turns both channels into a relay of bytes; anything else goes to the
/// client as
/// it
/// is, and then the connection ends.
final class NodeAnswer extends ChannelInboundHandlerAdapter {
    private final Channel client;
    private final RelayedHandshake handshake;
    private boolean answered;
    private boolean relaying;

    NodeAnswer(Channel client, RelayedHandshake handshake) {
        this.client = client;
        this.handshake = handshake;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (relaying) {
            // Bytes that came right behind the 101, in the same read.
            if (message instanceof HttpContent) {
                ReferenceCountUtil.release(message);
            } else {
                client.writeAndFlush(message);
            }
        } else if (message instanceof HttpResponse response) {
            answered = true;
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                relay(ctx, response);
            } else {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                toClient(response);
            }
        } else {
            boolean last = message instanceof LastHttpContent;
            var written = toClient(message);
            if (last) {
                written.addListener(ChannelFutureListener.CLOSE);
                ctx.close();
            }
        }
    }

    private io.netty.channel.ChannelFuture toClient(Object message) {
        var codec = client.pipeline().context(HttpServerCodec.class);
        if (codec == null) {
            ReferenceCountUtil.release(message);
            return client.close();
        }
        return codec.pipeline().context(RelayedHandshake.NAME).writeAndFlush(message);
    }

    private void relay(ChannelHandlerContext ctx, HttpResponse response) {
        relaying = true;
        toClient(response);
        toClient(LastHttpContent.EMPTY_LAST_CONTENT);
        var toClient = new RelayedBytes(client);
        var toNode = new RelayedBytes(ctx.channel());
        var stale = new ArrayList<ChannelHandler>();
        client.pipeline().forEach(entry -> stale.add(entry.getValue()));
        client.pipeline().addLast(toNode);
        // From the last to the first, so that what the codec still holds passes through to the relay.
        for (var handler : stale.reversed()) {
            if (handler != client.pipeline().get(io.netty.handler.ssl.SslHandler.class)) {
                client.pipeline().remove(handler);
            }
        }
        // Reactor Netty reads only when asked.
        client.config().setAutoRead(true);
        ctx.pipeline().addLast(toClient);
        ctx.pipeline().remove(HttpClientCodec.class);
        ctx.pipeline().remove(this);
        handshake.relayed();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!answered) {
            handshake.nodeLeft();
        } else if (!relaying) {
            client.close();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
