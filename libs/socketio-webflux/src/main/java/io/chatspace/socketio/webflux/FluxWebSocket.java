package io.chatspace.socketio.webflux;

import io.chatspace.engineio.packet.Message;
import io.chatspace.engineio.server.EngineRequest;
import io.chatspace.engineio.server.EngineServer;
import io.chatspace.engineio.server.WebSocketEvents;
import io.chatspace.engineio.server.WebSocketLink;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// One WebSocket of WebFlux's as the engine sees it.
final class FluxWebSocket implements WebSocketLink {
    /// Beyond this much a volatile message is dropped.
    private static final long HIGH_WATER = 64 * 1024;

    private final WebSocketSession session;
    private final int maxPayload;
    private final Sinks.Many<Message> out = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.One<CloseStatus> goodbye = Sinks.one();
    private final AtomicLong pending = new AtomicLong();

    FluxWebSocket(WebSocketSession session, int maxPayload) {
        this.session = session;
        this.maxPayload = maxPayload;
    }

    Mono<Void> run(EngineServer engine, EngineRequest request, EventExecutor loop) {
        WebSocketEvents events = engine.opened(request, this, loop);
        Mono<Void> in = session.receive()
                .concatMap(message -> hand(events, message))
                .then()
                .doOnError(error -> tell(events, true))
                .doOnSuccess(nothing -> tell(events, false))
                .doOnCancel(() -> tell(events, false))
                .onErrorComplete();
        Mono<Void> sent = session.send(out.asFlux().map(this::frame)).onErrorComplete();
        Mono<Void> closed = goodbye.asMono().flatMap(session::close);
        // The sending side ends when the engine closes; then the goodbye; then the peer's end, which the server
        // bounds.
        return Mono.when(in, sent.then(closed));
    }

    private static void tell(WebSocketEvents events, boolean error) {
        events.executor().execute(() -> events.onClosed(error));
    }

    private WebSocketMessage frame(Message message) {
        pending.addAndGet(-message.size());
        byte[] frame = message.frame();
        DataBuffer payload = session.bufferFactory().allocateBuffer(message.payloadLength());
        payload.write(frame, message.payloadStart(), message.payloadLength());
        return new WebSocketMessage(
                message.isText() ? WebSocketMessage.Type.TEXT : WebSocketMessage.Type.BINARY, payload);
    }

    /// Completes once the session has taken the message: no more is read until then.
    private Mono<Void> hand(WebSocketEvents events, WebSocketMessage message) {
        byte[] bytes = new byte[message.getPayload().readableByteCount()];
        message.getPayload().read(bytes);
        if (bytes.length > maxPayload) {
            close(CloseStatus.TOO_BIG_TO_PROCESS.getCode());
            return Mono.empty();
        }
        return switch (message.getType()) {
            case TEXT -> on(events, () -> events.onText(new String(bytes, StandardCharsets.UTF_8)));
            case BINARY -> on(events, () -> events.onBinary(bytes));
            case PING, PONG -> Mono.empty();
        };
    }

    private static Mono<Void> on(WebSocketEvents events, Runnable action) {
        return Mono.create(sink -> events.executor().execute(() -> {
            action.run();
            sink.success();
        }));
    }

    @Override
    public void write(Message message) {
        pending.addAndGet(message.size());
        if (out.tryEmitNext(message).isFailure()) {
            pending.addAndGet(-message.size());
        }
    }

    @Override
    public void flush() {
        // Each message is sent as it is written.
    }

    @Override
    public boolean writable() {
        return pending.get() < HIGH_WATER;
    }

    @Override
    public long pendingBytes() {
        return pending.get();
    }

    @Override
    public void close(int status) {
        var _ = out.tryEmitComplete();
        var _ = goodbye.tryEmitValue(status == 0 ? CloseStatus.NORMAL : new CloseStatus(status));
    }
}
