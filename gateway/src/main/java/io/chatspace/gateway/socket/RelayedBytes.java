package io.chatspace.gateway.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.util.concurrent.TimeUnit;

/// Copies what its channel receives to the peer, on the one event loop that both share. While the peer's buffer is full
/// its channel is not read, so that the sender feels it; when one side ends, the other is closed behind its last byte,
/// or after [#GOODBYE_SECONDS] where it does not take that.
final class RelayedBytes extends ChannelInboundHandlerAdapter {
    private static final int GOODBYE_SECONDS = 10;

    private final Channel peer;

    RelayedBytes(Channel peer) {
        this.peer = peer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        peer.write(message, peer.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        peer.flush();
        if (!peer.isWritable()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            peer.config().setAutoRead(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (peer.isActive()) {
            peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            // One that does not read never takes its last byte.
            var timer = peer.eventLoop().schedule(this::resetPeer, GOODBYE_SECONDS, TimeUnit.SECONDS);
            peer.closeFuture().addListener(_ -> timer.cancel(false));
        }
    }

    /// Not a close in good order: that would wait behind the bytes that the peer does not read.
    private void resetPeer() {
        peer.config().setOption(ChannelOption.SO_LINGER, 0);
        peer.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
