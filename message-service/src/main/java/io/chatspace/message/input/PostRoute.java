package io.chatspace.message.input;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/// A path that takes POST alone: other methods are refused with 405, as those of annotated endpoints are.
public final class PostRoute {
    private PostRoute() {}

    /// @param path as in `@PostMapping`
    public static RouterFunction<ServerResponse> of(String path, HandlerFunction<ServerResponse> handler) {
        var others = RequestPredicates.method(HttpMethod.POST).negate().and(RequestPredicates.path(path));
        return RouterFunctions.route(RequestPredicates.POST(path), handler)
                .andRoute(
                        others,
                        request ->
                                Mono.error(new MethodNotAllowedException(request.method(), Set.of(HttpMethod.POST))));
    }
}
