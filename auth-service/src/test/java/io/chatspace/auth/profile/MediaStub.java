package io.chatspace.auth.profile;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// Answers `POST /api/media` as told, and keeps what it was sent.
final class MediaStub implements AutoCloseable {
    /// @param origin as the forwarding headers tell it
    record Received(String path, String authorization, String origin, String body) {}

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;
    private volatile int status = 201;
    private volatile String answer = "{}";

    MediaStub() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(java.nio.charset.StandardCharsets.ISO_8859_1)
                        .defaultIfEmpty("")
                        .doOnNext(body -> received.add(new Received(
                                request.uri(),
                                request.requestHeaders().get("Authorization", ""),
                                request.requestHeaders().get("X-Forwarded-Proto", "") + "://"
                                        + request.requestHeaders().get("X-Forwarded-Host", ""),
                                body)))
                        .flatMap(_ -> response.status(status)
                                .header("Content-Type", "application/json")
                                .sendString(Mono.just(answer))
                                .then()))
                .bindNow(Duration.ofSeconds(5));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    void answer(int newStatus, String body) {
        status = newStatus;
        answer = body;
        received.clear();
    }

    Received last() {
        return received.remove();
    }

    boolean untouched() {
        return received.isEmpty();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
