package io.chatspace.gateway.web;

import java.time.Duration;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/// The web app from the class path: files whose name carries their hash may be kept for a year, the rest is
/// asked for again each time. A path without a file is one of the app's own pages and gets its document.
@Configuration(proxyBeanMethods = false)
class WebAppConfiguration {
    private static final String FOLDER = "META-INF/chatspace-web/";
    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob: https: http:; "
            + "connect-src 'self' ws: wss:; style-src 'self'; script-src 'self'; object-src 'none'; "
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    private static final Set<HttpMethod> PAGE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Bean
    @Order(1)
    RouterFunction<ServerResponse> webApp() {
        var document = new ClassPathResource(FOLDER + "index.html");
        if (!document.exists()) {
            return RouterFunctions.route(
                    page().and(request -> request.path().equals("/")),
                    _ -> ServerResponse.ok()
                            .contentType(MediaType.TEXT_PLAIN)
                            .bodyValue("ChatSpace runs. The web app was not built: Node 20 or newer builds it."));
        }
        var hashed = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        var app = RouterFunctions.resources(
                        "/assets/**",
                        new ClassPathResource(FOLDER + "assets/"),
                        (_, headers) -> headers.setCacheControl(hashed))
                .and(RouterFunctions.resources(
                        "/**",
                        new ClassPathResource(FOLDER),
                        (_, headers) -> headers.setCacheControl(CacheControl.noCache())))
                .and(RouterFunctions.route(
                        page(),
                        _ -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(document)));
        // Looking for a file goes through every jar: not for each call of the API.
        return RouterFunctions.nest(WebAppConfiguration::isOutsideServices, app);
    }

    /// A person's browser asking for a page, not a program asking for data; or somebody asking whether there is one.
    private static RequestPredicate page() {
        return request -> PAGE_METHODS.contains(request.method())
                && (request.path().equals("/")
                        || request.headers().accept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype));
    }

    private static boolean isOutsideServices(ServerRequest request) {
        var path = request.path();
        return !path.startsWith("/api/") && !path.startsWith("/socket.io") && !path.startsWith("/.well-known/");
    }

    /// What keeps a page of ours from being framed, sniffed or fed foreign scripts.
    @Bean
    WebFilter securityHeaders() {
        return (exchange, chain) -> {
            exchange.getResponse().beforeCommit(() -> {
                var headers = exchange.getResponse().getHeaders();
                headers.set("X-Content-Type-Options", "nosniff");
                headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
                if (!headers.containsHeader("Content-Security-Policy") && !isApi(exchange.getRequest())) {
                    headers.set("Content-Security-Policy", POLICY);
                }
                if (isHttps(exchange.getRequest())) {
                    headers.set("Strict-Transport-Security", "max-age=31536000");
                }
                return Mono.empty();
            });
            return chain.filter(exchange);
        };
    }

    private static boolean isApi(ServerHttpRequest request) {
        return request.getPath().value().startsWith("/api/");
    }

    private static boolean isHttps(ServerHttpRequest request) {
        return "https".equals(request.getURI().getScheme());
    }
}
