package io.chatspace.auth.input;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Bounds what the multipart bodies of all requests under way take on disk together. Beyond it the next one is refused
/// with [InputError.Busy] before a byte of it is read; other requests are not touched.
final class MultipartRoom implements WebFilter {
    private final long capacity;
    private final long largest;
    private final AtomicLong taken = new AtomicLong();

    /// @param capacity bytes for all together
    /// @param largest  bytes that one body can take on disk: what a body of unknown length is counted for
    MultipartRoom(long capacity, long largest) {
        this.capacity = capacity;
        this.largest = largest;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        if (!isMultipart(request)) {
            return chain.filter(exchange);
        }
        long length = request.getHeaders().getContentLength();
        long share = length < 0 ? largest : Math.min(length, largest);
        return Mono.using(() -> take(share), _ -> chain.filter(exchange), taken::getAndAdd);
    }

    /// Gives what has to be added to give it back.
    private long take(long share) {
        if (taken.addAndGet(share) > capacity) {
            taken.addAndGet(-share);
            throw new InputError.Busy();
        }
        return -share;
    }

    long taken() {
        return taken.get();
    }

    private static boolean isMultipart(ServerHttpRequest request) {
        try {
            return MediaType.MULTIPART_FORM_DATA.isCompatibleWith(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
