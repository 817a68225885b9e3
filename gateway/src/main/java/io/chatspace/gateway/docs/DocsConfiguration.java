package io.chatspace.gateway.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// `/docs/openapi.yaml` and `/docs/asyncapi.yaml`, which are the repository's `docs/api` as it was when the gateway was
/// built, and `/docs`, a page to read the first one with. Needs no token and nothing from elsewhere.
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {
    private static final String FOLDER = "META-INF/chatspace-docs/";

    /// Before the web app, which has a page for every path.
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> docs() {
        var page = new ClassPathResource(FOLDER + "index.html");
        return RouterFunctions.route(
                        RequestPredicates.GET("/docs").or(RequestPredicates.GET("/docs/")),
                        _ -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(page))
                .and(RouterFunctions.resources(
                        "/docs/{file}", new ClassPathResource(FOLDER), DocsConfiguration::describe));
    }

    private static void describe(Resource file, HttpHeaders headers) {
        headers.setCacheControl(CacheControl.noCache());
        var name = file.getFilename();
        if (name != null && name.endsWith(".yaml")) {
            headers.setContentType(MediaType.APPLICATION_YAML);
        }
    }
}
