package io.chatspace.kit.test;

import java.util.Map;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/// A visitor that looks at routes alone.
interface RouterFunctionsVisitor extends RouterFunctions.Visitor {
    @Override
    default void startNested(RequestPredicate predicate) {}

    @Override
    default void endNested(RequestPredicate predicate) {}

    @Override
    default void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

    @Override
    default void attributes(Map<String, Object> attributes) {}
}
