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
        if (!open.isEmpty()) {
            log.info("Closing {} sockets over {}", open.size(), drain);
        }
        long steps = drain.dividedBy(STEP);
        var _ = Flux.interval(STEP)
                .take(steps)
                .takeWhile(_ -> !open.isEmpty())
                .doOnNext(step -> close(open.size() / (double) (steps - step)))
                .doFinally(_ -> {
                    close(open.size());
                    running = false;
                    callback.run();
                })
                .subscribe();
    }

    /// Behind what is on its way to them.
    private void close(double share) {
        open.stream().limit((long) Math.ceil(share)).forEach(client -> {
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
