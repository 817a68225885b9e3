package io.chatspace.engineio.transport;

import io.chatspace.engineio.server.EngineOptions;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;

/// CORS for polling: an allowed origin is named, with credentials, and what a preflight asks for is granted.
final class Cors {
    private static final String METHODS = "GET,POST,OPTIONS";
    private static final String MAX_AGE_SECONDS = "600";

    private Cors() {}

    static HttpHeaders headers(HttpRequest request, EngineOptions options) {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin == null || !options.allowedOrigins().test(origin)) {
            return EmptyHttpHeaders.INSTANCE;
        }
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    }

    static HttpHeaders preflight(HttpRequest request) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        String asked = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        if (asked != null) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked);
        }
        return headers;
    }
}
