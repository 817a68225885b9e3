package io.chatspace.message.media;

import io.chatspace.message.media.store.MediaId;
import io.chatspace.message.media.store.MediaPart;
import io.chatspace.message.media.store.MediaRecord;
import io.chatspace.message.media.store.MediaRecords;
import io.chatspace.message.media.store.MediaStore;
import io.chatspace.message.media.store.MediaStores;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// `GET /api/media/{id}` and `/thumb`, without a token: an `<img>` has none to send, and the id can't be guessed.
///
/// A picture never changes, so that it may be kept for good. One range is served (RFC 9110, 14); several, or one that
/// can't be read, give the whole.
@RestController
class MediaFileEndpoint {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    /// Whoever opens a picture as a page gets a page that can do nothing.
    private static final String POLICY = "default-src 'none'; sandbox";

    private final MediaRecords records;
    private final MediaStores stores;

    MediaFileEndpoint(MediaRecords records, MediaStores stores) {
        this.records = records;
        this.stores = stores;
    }

    /// @param to the place after the last byte
    private record Slice(long from, long to) {
        long length() {
            return to - from;
        }
    }

    @GetMapping("/api/media/{id}")
    Mono<Void> image(@PathVariable String id, ServerWebExchange exchange) {
        return serve(id, MediaPart.IMAGE, exchange);
    }

    @GetMapping("/api/media/{id}/thumb")
    Mono<Void> thumb(@PathVariable String id, ServerWebExchange exchange) {
        return serve(id, MediaPart.THUMB, exchange);
    }

    private Mono<Void> serve(String id, MediaPart part, ServerWebExchange exchange) {
        return Mono.justOrEmpty(MediaId.parse(id))
                .flatMap(records::find)
                .switchIfEmpty(Mono.error(MediaError.NotFound::new))
                .flatMap(record -> {
                    var store = stores.named(record.store());
                    return store == null ? Mono.error(new MediaError.NotFound()) : serve(record, part, store, exchange);
                });
    }

    private static Mono<Void> serve(MediaRecord record, MediaPart part, MediaStore store, ServerWebExchange exchange) {
        var response = exchange.getResponse();
        var headers = response.getHeaders();
        var tag = "\"" + record.id() + (part == MediaPart.THUMB ? "-t" : "") + "\"";
        headers.set(HttpHeaders.CACHE_CONTROL, FOR_GOOD);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        headers.setETag(tag);
        if (isKnown(exchange.getRequest().getHeaders(), tag)) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        var what = record.part(part);
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.setContentType(MediaType.parseMediaType(what.mediaType()));
        headers.set(HttpHeaders.CONTENT_DISPOSITION, "inline");
        var slice = slice(exchange.getRequest().getHeaders(), tag, what.size());
        if (slice == null) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + what.size());
            headers.remove(HttpHeaders.CACHE_CONTROL);
            response.setStatusCode(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
            return response.setComplete();
        }
        headers.setContentLength(slice.length());
        if (slice.length() < what.size()) {
            response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + slice.from + "-" + (slice.to - 1) + "/" + what.size());
        }
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            return response.setComplete();
        }
        var bytes = store.read(record.id(), part, slice.from, slice.length(), what.size(), response.bufferFactory());
        return response.writeWith(bytes).onErrorMap(error -> failed(exchange, error));
    }

    /// RFC 9110, 13.1.2: any of the tags, compared weakly, or `*`.
    private static boolean isKnown(HttpHeaders request, String tag) {
        return request.getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }

    /// An error has to be answered without what was said of the picture.
    private static Throwable failed(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return error;
        }
        exchange.getResponse().getHeaders().clear();
        exchange.getResponse().setStatusCode(null);
        return error instanceof MediaStore.Missing ? new MediaError.NotFound() : error;
    }

    /// What is asked for of that many bytes; null where it lies behind them.
    private static @Nullable Slice slice(HttpHeaders request, String tag, long size) {
        var whole = new Slice(0, size);
        var ranges = ranges(request);
        var condition = request.getFirst(HttpHeaders.IF_RANGE);
        if (ranges.size() != 1 || (condition != null && !condition.equals(tag))) {
            return whole;
        }
        var range = ranges.getFirst();
        try {
            long from = range.getRangeStart(size);
            long to = Math.min(range.getRangeEnd(size) + 1, size);
            return from < to ? new Slice(from, to) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<HttpRange> ranges(HttpHeaders request) {
        try {
            return HttpRange.parseRanges(request.getFirst(HttpHeaders.RANGE));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
