package io.chatspace.socketio.webflux;

import io.chatspace.engineio.server.Exchange;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// One request of the engine's as WebFlux serves it.
final class WebExchange implements Exchange {
    private static final Runnable NOTHING = () -> {};
    private static final Runnable OVER = () -> {};

    private final ServerWebExchange exchange;
    private final Sinks.One<Answer> answer = Sinks.one();
    private final AtomicReference<Runnable> abort = new AtomicReference<>(NOTHING);

    private record Answer(int status, String contentType, byte[] body) {}

    WebExchange(ServerWebExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void respond(int status, String contentType, byte[] body) {
        if (abort.getAndSet(OVER) != OVER) {
            answer.tryEmitValue(new Answer(status, contentType, body)).orThrow();
        }
    }

    @Override
    public void onAbort(Runnable action) {
        if (!abort.compareAndSet(NOTHING, action) && abort.get() == OVER) {
            action.run();
        }
    }

    /// Completes once the answer was written.
    Mono<Void> answered() {
        return answer.asMono()
                .flatMap(this::write)
                .doOnCancel(() -> abort.getAndSet(OVER).run());
    }

    private Mono<Void> write(Answer given) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(given.status()));
        if (!given.contentType().isEmpty()) {
            response.getHeaders().set("Content-Type", given.contentType());
        }
        if (given.status() == 503) {
            response.getHeaders().set("Retry-After", "1");
        }
        response.getHeaders().setCacheControl("no-store");
        response.getHeaders().setContentLength(given.body().length);
        DataBuffer buffer = response.bufferFactory().wrap(given.body());
        return response.writeWith(Mono.just(buffer));
    }
}
