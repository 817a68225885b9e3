package io.chatspace.engineio.transport;

import io.chatspace.engineio.packet.Frames;
import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.server.WebSocketEvents;
import io.chatspace.engineio.server.WebSocketLink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One WebSocket on a Netty channel: the last handler of its pipeline.
///
/// Incoming messages are handed over on the session's executor; no more is read until it has taken them. Outgoing
/// frames are written as the bytes that all receivers share.
final class NettyWebSocket extends ChannelInboundHandlerAdapter implements WebSocketLink {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_UTF8 = 1007;
    private static final int TOO_LARGE = 1009;
    private static final int OPCODE_CLOSE = 0x8;
    private static final int OPCODE_PONG = 0xA;
    private static final long GOODBYE_SECONDS = 2;

    private final int maxPayload;
    private final boolean compressed;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable WebSocketEvents events;
    private @Nullable ByteBuf parts;
    private boolean partsAreText;
    /// Set when a close frame was sent; what comes in after that is thrown away.
    private volatile boolean closing;

    private boolean peerError;
    private boolean reading;
    private boolean flushedInRead;
    private boolean flushAfterRead;
    private boolean told;

    NettyWebSocket(int maxPayload, boolean compressed) {
        this.maxPayload = maxPayload;
        this.compressed = compressed;
    }

    void begin(WebSocketEvents receiver) {
        events = receiver;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    private ChannelHandlerContext ctx() {
        return Objects.requireNonNull(ctx);
    }

    // ---- out

    @Override
    public void write(Message message) {
        if (closing) {
            return;
        }
        ChannelHandlerContext to = ctx();
        Object out = Unpooled.wrappedBuffer(message.frame());
        if (compressed) {
            ByteBuf payload = Unpooled.wrappedBuffer(message.frame(), message.payloadStart(), message.payloadLength());
            out = message.isText() ? new TextWebSocketFrame(payload) : new BinaryWebSocketFrame(payload);
        }
        to.write(out, to.voidPromise());
    }

    /// The first answer to a read leaves at once, the others together when the read is over: one system call for
    /// the usual answer, two for any number. Clients that take one message for each read see the first by itself.
    @Override
    public void flush() {
        ChannelHandlerContext to = ctx();
        if (!reading || !to.executor().inEventLoop()) {
            to.flush();
        } else if (flushedInRead) {
            flushAfterRead = true;
        } else {
            flushedInRead = true;
            to.flush();
        }
    }

    @Override
    public boolean writable() {
        return !closing && ctx().channel().isWritable();
    }

    @Override
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = ctx().channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void close(int status) {
        if (closing) {
            return;
        }
        closing = true;
        ChannelHandlerContext to = ctx();
        if (!to.executor().inEventLoop()) {
            to.executor().execute(() -> sendClose(to, status));
        } else {
            sendClose(to, status);
        }
    }

    @Override
    public void leave() {
        if (closing) {
            return;
        }
        closing = true;
        ChannelHandlerContext to = ctx();
        if (!to.executor().inEventLoop()) {
            to.executor().execute(() -> end(to));
        } else {
            end(to);
        }
    }

    private void end(ChannelHandlerContext to) {
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (!shutOutput(to)) {
                to.close();
            }
        });
        closeLater(to);
    }

    private void sendClose(ChannelHandlerContext to, int status) {
        if (!to.channel().isActive()) {
            return;
        }
        Object frame;
        if (compressed) {
            frame = status == 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, "");
        } else {
            byte[] bytes = Frames.header(OPCODE_CLOSE, status == 0 ? 0 : 2, status == 0 ? 0 : 2);
            if (status != 0) {
                bytes[2] = (byte) (status >>> 8);
                bytes[3] = (byte) status;
            }
            frame = Unpooled.wrappedBuffer(bytes);
        }
        // The peer's close frame ends it; closing at once could reset the connection under what we have just sent.
        to.writeAndFlush(frame).addListener(sent -> halfClose(to));
        closeLater(to);
    }

    private static void closeLater(ChannelHandlerContext to) {
        var timer = to.executor().schedule(() -> closeNow(to), GOODBYE_SECONDS, TimeUnit.SECONDS);
        to.channel().closeFuture().addListener(future -> timer.cancel(false));
        to.read();
    }

    /// Where bytes still wait here, the peer does not read, and would never see an end that waits behind them; nor
    /// would a proxy between us. A reset overtakes.
    private static void closeNow(ChannelHandlerContext to) {
        ChannelOutboundBuffer buffer = to.channel().unsafe().outboundBuffer();
        if (buffer != null && buffer.totalPendingWriteBytes() > 0) {
            to.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        to.close();
    }

    /// After a broken frame no close frame of the peer's can be read: it is to see the end of ours at once.
    private void halfClose(ChannelHandlerContext to) {
        if (peerError) {
            shutOutput(to);
        }
    }

    private static boolean shutOutput(ChannelHandlerContext to) {
        if (to.channel() instanceof DuplexChannel duplex && to.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput();
            return true;
        }
        return false;
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        try {
            switch (message) {
                case CloseWebSocketFrame close -> peerCloses(context);
                case PingWebSocketFrame ping -> pong(context, ping.content());
                case PongWebSocketFrame pong -> {}
                case WebSocketFrame frame when !closing -> data(frame);
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void peerCloses(ChannelHandlerContext context) {
        if (closing) {
            context.close();
            return;
        }
        closing = true;
        var unused = context.writeAndFlush(
                        compressed
                                ? new CloseWebSocketFrame()
                                : Unpooled.wrappedBuffer(Frames.header(OPCODE_CLOSE, 0, 0)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void pong(ChannelHandlerContext context, ByteBuf content) {
        if (closing) {
            return;
        }
        byte[] bytes = ByteBufUtil.getBytes(content);
        if (compressed) {
            var unused = context.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        } else {
            byte[] frame = Frames.header(OPCODE_PONG, bytes.length, bytes.length);
            System.arraycopy(bytes, 0, frame, frame.length - bytes.length, bytes.length);
            var unused = context.writeAndFlush(Unpooled.wrappedBuffer(frame));
        }
    }

    private void data(WebSocketFrame frame) {
        boolean first = !(frame instanceof ContinuationWebSocketFrame);
        if (first && frame.isFinalFragment()) {
            deliver(frame.content(), frame instanceof TextWebSocketFrame);
            return;
        }
        if (first) {
            partsAreText = frame instanceof TextWebSocketFrame;
            parts = ctx().alloc().buffer(frame.content().readableBytes());
        }
        ByteBuf collected = parts;
        if (collected == null) {
            violated(PROTOCOL_ERROR);
            return;
        }
        if (collected.readableBytes() + frame.content().readableBytes() > maxPayload) {
            violated(TOO_LARGE);
            return;
        }
        collected.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            parts = null;
            try {
                deliver(collected, partsAreText);
            } finally {
                collected.release();
            }
        }
    }

    private void deliver(ByteBuf content, boolean text) {
        WebSocketEvents to = events;
        if (to == null) {
            return;
        }
        byte[] bytes = ByteBufUtil.getBytes(content);
        if (!text) {
            hand(to, () -> to.onBinary(bytes));
            return;
        }
        String string;
        try {
            string = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            violated(NOT_UTF8);
            return;
        }
        hand(to, () -> to.onText(string));
    }

    private static void hand(WebSocketEvents to, Runnable action) {
        if (to.inExecutor()) {
            action.run();
        } else {
            to.executor().execute(action);
        }
    }

    private void violated(int status) {
        peerError = true;
        close(status);
        tell();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        flushedInRead = false;
        if (flushAfterRead) {
            flushAfterRead = false;
            context.flush();
        }
        WebSocketEvents to = events;
        if (to == null || to.inExecutor()) {
            context.read();
        } else {
            to.executor().execute(context::read);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tell();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (parts != null) {
            parts.release();
            parts = null;
        }
    }

    private void tell() {
        WebSocketEvents to = events;
        if (to != null && !told) {
            told = true;
            boolean error = peerError;
            hand(to, () -> to.onClosed(error));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        peerError = true;
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            close(corrupted.closeStatus().code());
            tell();
        } else if (cause instanceof CodecException) {
            close(PROTOCOL_ERROR);
            tell();
        } else {
            context.close();
        }
    }
}
