package io.chatspace.kit.test;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/// What a running service maps, however it says so.
public final class MappedEndpoints {
    private static final Pattern ROUTE = Pattern.compile("\\((\\w+) && (/[^ )]*)\\)");

    /// A refusal of the methods that a path does not take is no endpoint.
    private static final String OTHER_METHODS = "(!";

    private MappedEndpoints() {}

    /// Each as `GET /path/{variable}`, and routes of another form as they print. Without the actuator's.
    public static Set<String> of(ApplicationContext context) {
        var found = new TreeSet<String>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> {
                    var methods = mapping.getMethodsCondition().getMethods();
                    for (var pattern : mapping.getPatternsCondition().getPatterns()) {
                        var path = " " + pattern.getPatternString();
                        if (methods.isEmpty()) {
                            found.add("ANY" + path);
                        }
                        methods.forEach(method -> found.add(method + path));
                    }
                });
        context.getBeansOfType(RouterFunctionMapping.class).values().forEach(mapping -> {
            var routes = mapping.getRouterFunction();
            if (routes != null) {
                routes.accept(new Routes(found));
            }
        });
        return found;
    }

    private record Routes(Set<String> found) implements RouterFunctionsVisitor {
        @Override
        public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            var text = predicate.toString();
            if (text.startsWith(OTHER_METHODS)) {
                return;
            }
            var simple = ROUTE.matcher(text);
            found.add(simple.matches() ? HttpMethod.valueOf(simple.group(1)) + " " + simple.group(2) : text);
        }

        @Override
        public void unknown(RouterFunction<?> router) {
            found.add(router.toString());
        }
    }
}
