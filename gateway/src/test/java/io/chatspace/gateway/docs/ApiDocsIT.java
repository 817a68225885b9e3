package io.chatspace.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.gateway.GatewayApplication;
import io.chatspace.kit.security.PublicPaths;
import io.chatspace.kit.test.ApiDocs;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.RealRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/// The descriptions as the gateway gives them, and what they say of its own endpoints and of its ways to the services.
class ApiDocsIT {
    private static final String ID = "65f0a0a0a0a0a0a0a0a0a0a0";
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, List<String>> ROUTES = Map.of(
            "auth-service", List.of("auth"),
            "message-service", List.of("message", "assistant"),
            "presence-service", List.of("presence"));

    private static ConfigurableApplicationContext gateway;
    private static String base;

    @BeforeAll
    static void start() {
        var nobody = "http://127.0.0.1:" + OwnedProcess.freePort();
        gateway = GatewayApplication.application()
                .run(
                        "--server.port=0",
                        "--spring.data.redis.url=" + RealRedis.uri(),
                        "--chatspace.auth.url=" + nobody,
                        "--chatspace.message.url=" + nobody,
                        "--chatspace.presence.url=" + nobody);
        base = "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyEndpointOfTheGatewayShouldBeDescribed() {
        var described = ApiDocs.endpointsOf("gateway");

        assertThat(MappedEndpoints.of(gateway))
                .filteredOn(endpoint -> endpoint.contains(" /api/"))
                .isNotEmpty()
                .allMatch(described::contains);
    }

    @Test
    void everyEndpointThatIsDescribedOfTheGatewayShouldAnswerWithoutAToken() throws Exception {
        for (var endpoint : ApiDocs.publicEndpointsOf("gateway")) {
            assertThat(endpoint).startsWith("GET ");
            assertThat(get(endpoint.substring(4)).statusCode()).as(endpoint).isEqualTo(200);
        }
        assertThat(ApiDocs.publicEndpointsOf("gateway")).isEqualTo(ApiDocs.endpointsOf("gateway"));
    }

    @Test
    void everyOtherEndpointShouldBeReachedThroughTheGatewayWithTheDoorThatIsDescribed() {
        var open = gateway.getBean(PublicPaths.class);
        ROUTES.forEach((service, routes) -> {
            var described = ApiDocs.endpointsOf(service);
            var needNoToken = ApiDocs.publicEndpointsOf(service);
            assertThat(described).isNotEmpty();
            for (var endpoint : described) {
                var path = endpoint.substring(endpoint.indexOf('/')).replaceAll("\\{[^}]*}", ID);
                assertThat(route(HttpMethod.valueOf(endpoint.substring(0, endpoint.indexOf(' '))), path))
                        .as(endpoint)
                        .isIn(routes);
                assertThat(open.contains(PathContainer.parsePath(path)))
                        .as(endpoint)
                        .isEqualTo(needNoToken.contains(endpoint));
            }
        });
    }

    @Test
    void everyOperationShouldSayWhoseItIsAndThatItMayBeLimited() {
        for (var path : ApiDocs.openapi().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var what = operation.getKey() + " " + path.getKey();
                var service = operation.getValue().path("x-service").asString("");
                assertThat(ROUTES.containsKey(service) || service.equals("gateway"))
                        .as(what)
                        .isTrue();
                boolean limited = !service.equals("gateway") && path.getKey().startsWith("/api/");
                assertThat(operation.getValue().path("responses").has("429"))
                        .as(what)
                        .isEqualTo(limited);
            }
        }
    }

    @Test
    void descriptionsShouldBeThoseOfTheRepository() throws Exception {
        for (var file : List.of("openapi.yaml", "asyncapi.yaml")) {
            var answer = get("/docs/" + file);

            assertThat(answer.body()).isEqualTo(ApiDocs.text(file));
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/yaml");
        }
    }

    @Test
    void pageShouldHaveAllThatItNeedsFromHere() throws Exception {
        for (var path : List.of("/docs", "/docs/")) {
            var page = get(path);
            var links = LINK.matcher(page.body())
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.equals("/"))
                    .toList();

            assertThat(page.headers().firstValue("content-type")).hasValue("text/html");
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("script-src 'self'");
            assertThat(page.body()).doesNotContain("<script>").doesNotContain("style=");
            assertThat(links).contains("/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/docs/page.js");
            for (var link : links) {
                assertThat(link).startsWith("/docs/");
                assertThat(get(link).statusCode()).as(link).isEqualTo(200);
            }
        }
    }

    private static String route(HttpMethod method, String path) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, path));
        var route = gateway.getBean(RouteLocator.class)
                .getRoutes()
                .filterWhen(candidate -> Mono.from(candidate.getPredicate().apply(exchange)))
                .next()
                .map(Route::getId)
                .block(Duration.ofSeconds(5));
        return String.valueOf(route);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
