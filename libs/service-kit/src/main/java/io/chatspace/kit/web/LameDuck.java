package io.chatspace.kit.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The moment between a service's order to stop and the end of its connections. Clients keep connections for
/// their next request, and one that is on its way just as its connection ends gets no answer: nobody knows
/// whether it was done. So for that moment requests are still taken, and each answer says that its connection
/// ends (`Connection: close`).
final class LameDuck implements WebFilter, Ordered, SmartLifecycle {
    private final Duration notice;
    private volatile boolean running;
    private volatile boolean leaving;

    /// @param notice how long; zero for not at all
    LameDuck(Duration notice) {
        this.notice = notice;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (leaving) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        }
        return chain.filter(exchange);
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
        leaving = true;
        var _ = Schedulers.parallel()
                .schedule(
                        () -> {
                            running = false;
                            callback.run();
                        },
                        notice.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server, which ends idle connections at once.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
