package io.chatspace.gateway.limit;

import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// What a request is counted against. Each user, or each address where there is no user, has one bucket of each.
public enum Budget {
    LOGIN,
    SIGNUP,
    REFRESH,
    UPLOAD,
    ASSISTANT,
    /// Everything else under `/api`.
    API,
    /// Sockets, whose node has limits of its own, and what costs nothing.
    NONE;

    static Budget of(ServerHttpRequest request) {
        var path = request.getPath().pathWithinApplication().value();
        if (!path.startsWith("/api/")) {
            return NONE;
        }
        boolean post = request.getMethod().equals(HttpMethod.POST);
        return switch (path) {
            case "/api/auth/login" -> LOGIN;
            case "/api/auth/signup" -> SIGNUP;
            case "/api/auth/refresh" -> REFRESH;
            case "/api/ai/chat" -> ASSISTANT;
            case "/api/media" -> post ? UPLOAD : API;
            default -> isMultipart(request) ? UPLOAD : API;
        };
    }

    /// Its name in Redis and in metrics.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean isMultipart(ServerHttpRequest request) {
        var type = request.getHeaders().getFirst("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }
}
