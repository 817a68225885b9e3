package io.chatspace.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.micrometer.common.KeyValues;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/// Names the route of a request in its metrics, as `route:<id>`. No handler of ours has a path for it, so that all
/// would count as one, and a poll that is held for its 25 seconds as a slow request.
final class RouteTag extends DefaultServerRequestObservationConvention {
    private static final String URI = "uri";

    @Override
    public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
        var values = super.getLowCardinalityKeyValues(context);
        return context.getAttributes().get(GATEWAY_ROUTE_ATTR) instanceof Route route
                ? values.and(URI, "route:" + route.getId())
                : values;
    }
}
