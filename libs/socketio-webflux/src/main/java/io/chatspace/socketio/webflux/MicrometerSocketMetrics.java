package io.chatspace.socketio.webflux;

import io.chatspace.engineio.server.CloseReason;
import io.chatspace.engineio.server.EngineError;
import io.chatspace.socketio.server.DisconnectReason;
import io.chatspace.socketio.server.SocketMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts in Micrometer, beneath `chatspace.engineio` and `chatspace.socketio`.
///
/// Namespaces that clients name are not tags: their number has no bound.
public final class MicrometerSocketMetrics implements SocketMetrics {
    private static final String TRANSPORT = "transport";

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<String, Counter> packetsIn = new ConcurrentHashMap<>();
    private final Map<String, Counter> bytesIn = new ConcurrentHashMap<>();
    private final Map<String, Counter> packetsOut = new ConcurrentHashMap<>();
    private final Map<String, Counter> bytesOut = new ConcurrentHashMap<>();
    private final AtomicInteger sockets;
    private final Counter events;
    private final Counter emits;
    private final Counter upgrades;
    private final Counter halfFull;
    private final Counter full;
    private final Counter refusals;
    private final Timer ackTime;

    public MicrometerSocketMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.sockets = gauge("chatspace.socketio.sockets", "");
        this.events = meters.counter("chatspace.socketio.events.received");
        this.emits = meters.counter("chatspace.socketio.packets.sent");
        this.refusals = meters.counter("chatspace.socketio.connects.refused");
        this.upgrades = meters.counter("chatspace.engineio.upgrades");
        this.halfFull = meters.counter("chatspace.engineio.queue.half.full");
        this.full = meters.counter("chatspace.engineio.queue.full");
        this.ackTime = meters.timer("chatspace.socketio.ack.time");
    }

    private AtomicInteger gauge(String name, String transport) {
        AtomicInteger value = new AtomicInteger();
        if (transport.isEmpty()) {
            meters.gauge(name, value);
        } else {
            meters.gauge(name, Tags.of(TRANSPORT, transport), value);
        }
        return value;
    }

    private AtomicInteger sessions(String transport) {
        return open.computeIfAbsent(transport, name -> gauge("chatspace.engineio.sessions", name));
    }

    private Counter counter(Map<String, Counter> known, String name, String transport) {
        return known.computeIfAbsent(transport, tag -> meters.counter(name, TRANSPORT, tag));
    }

    @Override
    public void opened(String transport) {
        sessions(transport).incrementAndGet();
    }

    @Override
    public void upgraded() {
        upgrades.increment();
        sessions("polling").decrementAndGet();
        sessions("websocket").incrementAndGet();
    }

    @Override
    public void closed(String transport, CloseReason reason) {
        sessions(transport).decrementAndGet();
        meters.counter("chatspace.engineio.closes", "reason", reason.text()).increment();
    }

    @Override
    public void refused(EngineError error) {
        meters.counter("chatspace.engineio.refused", "code", Integer.toString(error.code()))
                .increment();
    }

    @Override
    public void received(String transport, int bytes) {
        counter(packetsIn, "chatspace.engineio.packets.received", transport).increment();
        counter(bytesIn, "chatspace.engineio.bytes.received", transport).increment(bytes);
    }

    @Override
    public void sent(String transport, int bytes) {
        counter(packetsOut, "chatspace.engineio.packets.sent", transport).increment();
        counter(bytesOut, "chatspace.engineio.bytes.sent", transport).increment(bytes);
    }

    @Override
    public void queueHalfFull() {
        halfFull.increment();
    }

    @Override
    public void queueFull() {
        full.increment();
    }

    @Override
    public void connected(String namespace) {
        sockets.incrementAndGet();
    }

    @Override
    public void refused(String namespace) {
        refusals.increment();
    }

    @Override
    public void disconnected(String namespace, DisconnectReason reason) {
        sockets.decrementAndGet();
        meters.counter("chatspace.socketio.disconnects", "reason", reason.text())
                .increment();
    }

    @Override
    public void received(String namespace) {
        events.increment();
    }

    @Override
    public void emitted(String namespace) {
        emits.increment();
    }

    @Override
    public void acknowledged(String namespace, Duration time) {
        ackTime.record(time);
    }
}
