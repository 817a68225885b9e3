package io.chatspace.bench.peer;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// The two calls of every peer: `POST /push/ROOM` and `POST /all`, with the text as the body.
final class PushCalls {
    private PushCalls() {}

    static HttpServerRoutes add(HttpServerRoutes routes, BiConsumer<String, String> toRoom, Consumer<String> toAll) {
        return routes.post(
                        "/push/{room}",
                        (request, response) -> answer(
                                request, response, text -> toRoom.accept(String.valueOf(request.param("room")), text)))
                .post("/all", (request, response) -> answer(request, response, toAll));
    }

    private static Publisher<Void> answer(
            HttpServerRequest request, HttpServerResponse response, Consumer<String> emit) {
        return request.receive().aggregate().asString().flatMap(text -> {
            emit.accept(text);
            return response.send().then();
        });
    }
}
