package io.chatspace.modelstub;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// `POST /v1/chat/completions` on a loopback port, streamed or not. Checks what it is sent as a real endpoint does,
/// and answers what breaks the protocol with 400, or 401 without a key.
///
/// Safe for use from any thread.
public final class ModelStub implements AutoCloseable {
    /// The largest request taken.
    private static final int MAX_BODY = 4 << 20;

    private final Wire wire = new Wire();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicReference<Behaviour> behaviour;
    private final DisposableServer server;

    private ModelStub(int port, Behaviour behaviour) {
        this.behaviour = new AtomicReference<>(behaviour);
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.post("/v1/chat/completions", this::answer))
                .bindNow();
    }

    /// @param port 0 for any that is free
    public static ModelStub start(int port, Behaviour behaviour) {
        return new ModelStub(port, behaviour);
    }

    /// One whose answers say that they are a demo's, at the speed of a brisk reader.
    public static ModelStub demo(int port) {
        return start(port, new Behaviour.Demo(Duration.ofMillis(40)));
    }

    /// The base URL for a client of such endpoints.
    public String url() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    /// What it does from the next request on.
    public void behave(Behaviour next) {
        behaviour.set(next);
    }

    /// The requests that it understood, oldest first.
    public List<Received> received() {
        return List.copyOf(received);
    }

    /// Every request so far, those included that it did not understand.
    public int calls() {
        return calls.get();
    }

    /// Requests whose client went away before the answer's end.
    public int dropped() {
        return dropped.get();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        calls.incrementAndGet();
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .flatMap(body -> Mono.from(answer(request, body, response)));
    }

    private Publisher<Void> answer(HttpServerRequest request, String body, HttpServerResponse response) {
        var header = request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION, "");
        var key = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
        if (key.isEmpty()) {
            return error(response, 401, "no key");
        }
        var type = request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return error(response, 400, "Content-Type must be application/json");
        }
        if (body.length() > MAX_BODY) {
            return error(response, 400, "the body is too large");
        }
        try {
            var understood = wire.read(key, body);
            received.add(understood);
            return act(understood, behaviour.get(), response);
        } catch (Wire.Malformed e) {
            return error(response, 400, String.valueOf(e.getMessage()));
        }
    }

    private Publisher<Void> act(Received request, Behaviour now, HttpServerResponse response) {
        return switch (now) {
            case Behaviour.Say say -> say(request, say.pieces(), say.pause(), response);
            case Behaviour.Demo demo -> {
                var pieces = DemoAnswer.pieces(DemoAnswer.to(request));
                yield say(request, pieces, demo.pause(), response);
            }
            case Behaviour.Refuse refuse -> {
                if (!refuse.retryAfter().isEmpty()) {
                    response.header(HttpHeaderNames.RETRY_AFTER, refuse.retryAfter());
                }
                yield error(response, refuse.status(), "stub: told to refuse");
            }
            case Behaviour.Stall stall -> stall(request, stall.pieces(), response);
            case Behaviour.Cut cut -> cut(request, cut.pieces(), response);
            case Behaviour.Garbage garbage ->
                text(response.status(garbage.status()), garbage.contentType(), garbage.body());
        };
    }

    private Publisher<Void> say(Received request, List<String> pieces, Duration pause, HttpServerResponse response) {
        if (!request.stream()) {
            return text(response, "application/json", wire.whole(request, String.join("", pieces)));
        }
        var events = Flux.fromIterable(pieces)
                .map(piece -> wire.piece(request, piece))
                .concatWithValues(wire.end(request));
        return stream(pause.isZero() ? events : events.delayElements(pause), response);
    }

    private Publisher<Void> stall(Received request, List<String> pieces, HttpServerResponse response) {
        if (pieces.isEmpty()) {
            return Mono.<Void>never().doOnCancel(dropped::incrementAndGet);
        }
        var events = Flux.fromIterable(pieces).map(piece -> wire.piece(request, piece));
        return stream(events.concatWith(Flux.never()), response);
    }

    private Publisher<Void> cut(Received request, List<String> pieces, HttpServerResponse response) {
        var drop = Mono.<Void>fromRunnable(
                () -> response.withConnection(connection -> connection.channel().close()));
        if (pieces.isEmpty()) {
            return drop;
        }
        var events = Flux.fromIterable(pieces).map(piece -> wire.piece(request, piece));
        // The pieces leave before the connection does.
        var later = drop.delaySubscription(Duration.ofMillis(100)).cast(String.class);
        return stream(events.concatWith(later).concatWith(Flux.never()), response);
    }

    private Publisher<Void> stream(Flux<String> events, HttpServerResponse response) {
        var bytes = events.doOnCancel(dropped::incrementAndGet)
                .map(event -> Unpooled.copiedBuffer(event, StandardCharsets.UTF_8));
        return response.sse().send(bytes, _ -> true);
    }

    private Publisher<Void> error(HttpServerResponse response, int status, String message) {
        return text(response.status(status), "application/json", wire.error(message));
    }

    private static Publisher<Void> text(HttpServerResponse response, String type, String body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, type).sendString(Mono.just(body));
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(1));
    }
}
