package io.chatspace.gateway.route;

import static org.springframework.cloud.gateway.support.RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR;

import io.chatspace.gateway.security.EdgeHeaders;
import io.chatspace.kit.tracing.Traces;
import io.chatspace.kit.web.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveHopByHopHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.TransferEncodingNormalizationHeadersFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class RouteConfiguration {
    /// More than message-service gives a model for an answer, or for the next piece of one.
    private static final Duration MODEL_TIMEOUT = Duration.ofSeconds(90);

    @Bean
    PresenceNodes presenceNodes(ServiceUrls urls, Clock clock) {
        return new PresenceNodes(urls.presence().url(), clock);
    }

    @Bean
    NodeRegistry nodeRegistry(ReactiveStringRedisTemplate redis, JsonMapper json, PresenceNodes nodes, Clock clock) {
        return new NodeRegistry(redis, json, nodes, clock);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, ServiceUrls urls, PresenceNodes nodes) {
        var toNode = new NodeRouting(nodes);
        var toAuth = new ServiceBreaker("auth-service", Clock.systemUTC());
        var toMessage = new ServiceBreaker("message-service", Clock.systemUTC());
        // Its own: a model that is slow says nothing of messages.
        var toAssistant = new ServiceBreaker("the assistant", Clock.systemUTC());
        // Looked through in this order for each request.
        return builder.routes()
                .route(
                        "message",
                        route -> route.path("/api/messages/**", "/api/media/**")
                                .filters(filters -> oneRequestId(filters).filter(toMessage))
                                .uri(urls.message().url()))
                .route(
                        "auth",
                        route -> route.path("/api/auth/**", "/.well-known/jwks.json")
                                .filters(filters -> oneRequestId(filters).filter(toAuth))
                                .uri(urls.auth().url()))
                // A model may take its time; message-service gives up first, with a sentence of its own.
                .route(
                        "assistant",
                        route -> route.path("/api/ai/**")
                                .filters(filters -> oneRequestId(filters).filter(toAssistant))
                                .metadata(RESPONSE_TIMEOUT_ATTR, MODEL_TIMEOUT.toMillis())
                                .uri(urls.message().url()))
                .route(
                        "presence",
                        route -> route.path("/api/presence/**", "/api/admin/**")
                                .filters(filters -> oneRequestId(filters).filter(toNode))
                                .uri(urls.presence().url()))
                // A poll is held for as long as its session has nothing to say.
                .route(
                        "socket",
                        route -> route.path("/socket.io/**", "/socket.io")
                                .filters(filters -> oneRequestId(filters).filter(toNode))
                                .metadata(RESPONSE_TIMEOUT_ATTR, -1)
                                .uri(urls.presence().url()))
                .build();
    }

    /// Both the edge and the service behind it answer with the request's id.
    private static GatewayFilterSpec oneRequestId(GatewayFilterSpec filters) {
        return filters.dedupeResponseHeader(RequestId.HEADER, "RETAIN_FIRST");
    }

    @Bean
    RouteTag routeTag() {
        return new RouteTag();
    }

    /// The gateway's own two filters that ask a service and pass its answer on, with these changes of headers alone:
    /// what comes with them otherwise looks at each header for gRPC and for proxies to trust.
    @Bean
    NettyRoutingFilter serviceRouting(HttpClient client, HttpClientProperties properties, ServiceHeaders headers) {
        return new NettyRoutingFilter(client, headers, properties);
    }

    @Bean
    NettyWriteResponseFilter serviceAnswers(GatewayProperties properties, ServiceHeaders headers) {
        return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), headers);
    }

    @Bean
    ServiceHeaders serviceHeaders(EdgeHeaders edge, Traces traces) {
        return new ServiceHeaders(List.of(
                new RemoveHopByHopHeadersFilter(),
                new TransferEncodingNormalizationHeadersFilter(),
                new TraceHeaders(traces),
                edge));
    }

    /// In their order.
    record ServiceHeaders(List<HttpHeadersFilter> getObject) implements ObjectProvider<List<HttpHeadersFilter>> {}

    @Bean
    RouterFunction<ServerResponse> status() {
        return RouterFunctions.route(
                RequestPredicates.GET("/api/status"), _ -> ServerResponse.ok().bodyValue("Server is running"));
    }
}
