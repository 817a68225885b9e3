package io.chatspace.gateway.socket;

import io.chatspace.gateway.route.PresenceNodes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;

/// The sockets that go through this gateway. When it stops they are closed one after the other over the drain time, so
/// that their clients do not all come back elsewhere at once; new sessions are not taken meanwhile, requests are.
final class RelayedSockets implements SmartLifecycle {
    static final String OPEN = "chatspace.gateway.sockets";

    private static final Logger log = LoggerFactory.getLogger(RelayedSockets.class);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final PresenceNodes nodes;
    private final Duration drain;
    private volatile boolean running;

    RelayedSockets(PresenceNodes nodes, SocketProperties properties, MeterRegistry meters) {
        this.nodes = nodes;
        this.drain = properties.drain();
        Gauge.builder(OPEN, open, Set::size)
                .description("WebSockets relayed to presence nodes")
                .register(meters);
    }

    /// Any thread.
    void add(Channel client) {
        open.add(client);
        client.closeFuture().addListener(_ -> open.remove(client));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stop(Runnable) is what is called");
    }

    @Override
    public void stop(Runnable callback) {
        nodes.refuseNewSessions();
        int all = open.size();
        if (all > 0) {
            log.info("Closing {} sockets over {}", all, drain);
        }
        long steps = drain.dividedBy(STEP);
        var _ = Flux.interval(STEP)
                .take(steps)
                .takeWhile(_ -> !open.isEmpty())
                .doOnNext(step -> closeDownTo(all * (steps - step - 1) / steps))
                .doFinally(_ -> {
                    closeDownTo(0);
                    running = false;
                    callback.run();
                })
                .subscribe();
    }

    /// Behind what is on its way to them.
    private void closeDownTo(long left) {
        open.stream().limit(Math.max(0, open.size() - left)).forEach(client -> {
            open.remove(client);
            client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server, which ends them all at once.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
