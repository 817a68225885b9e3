package io.chatspace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

class RouteTagTest {
    private static String uri(Map<String, Object> attributes) {
        var request = MockServerHttpRequest.get("/socket.io/?EIO=4&transport=polling&sid=secret")
                .build();
        var context = new ServerRequestObservationContext(request, new MockServerHttpResponse(), attributes);
        return new RouteTag()
                .getLowCardinalityKeyValues(context).stream()
                        .filter(value -> value.getKey().equals("uri"))
                        .map(KeyValue::getValue)
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void routedRequestsShouldBeCountedByRoute() {
        var route = Route.async()
                .id("socket")
                .uri("http://localhost:8083")
                .predicate(_ -> true)
                .build();

        assertThat(uri(Map.of(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, route)))
                .isEqualTo("route:socket");
    }

    @Test
    void otherRequestsShouldKeepWhatTheyAreCountedBy() {
        assertThat(uri(Map.of())).isEqualTo("UNKNOWN");
    }
}
