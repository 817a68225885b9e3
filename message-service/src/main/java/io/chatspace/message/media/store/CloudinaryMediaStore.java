package io.chatspace.message.media.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// At Cloudinary, by its signed upload API. Pictures are fetched from it in passing and served under our own address,
/// so that a page needs to trust one origin only.
final class CloudinaryMediaStore implements MediaStore {
    private final CloudinaryProperties account;
    private final WebClient http;
    private final Clock clock;

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Answer(
            @JsonProperty("public_id") @Nullable String publicId,
            @JsonProperty("bytes") @Nullable Long size,
            @Nullable String result) {}

    CloudinaryMediaStore(CloudinaryProperties account, WebClient http, Clock clock) {
        this.account = account;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cloudinary";
    }

    @Override
    public Mono<Void> put(MediaId id, MediaPart part, MediaType type, Flux<DataBuffer> bytes) {
        var publicId = publicId(id, part);
        var body = new MultipartBodyBuilder();
        signed(Map.of("public_id", publicId, "overwrite", "true")).forEach(body::part);
        body.asyncPart("file", bytes, DataBuffer.class)
                .filename(part.key(id))
                .contentType(org.springframework.http.MediaType.parseMediaType(type.name()));
        return http.post()
                .uri(account.apiUrl() + "/v1_1/{cloud}/image/upload", account.cloudName())
                .body(BodyInserters.fromMultipartData(body.build()))
                .exchangeToMono(this::answer)
                .filter(answer -> publicId.equals(answer.publicId())
                        && Long.valueOf(type.size()).equals(answer.size()))
                .switchIfEmpty(Mono.error(() -> new IOException("Cloudinary did not keep the picture as it was sent")))
                .then();
    }

    @Override
    public Flux<DataBuffer> read(
            MediaId id, MediaPart part, long from, long length, long size, DataBufferFactory buffers) {
        boolean whole = from == 0 && length == size;
        return Flux.defer(() -> {
            var given = new AtomicLong();
            return http.get()
                    .uri(account.deliveryUrl() + "/{cloud}/image/upload/" + publicId(id, part), account.cloudName())
                    .headers(headers -> {
                        if (!whole) {
                            headers.set(HttpHeaders.RANGE, "bytes=" + from + "-" + (from + length - 1));
                        }
                    })
                    .exchangeToFlux(response -> body(id, response, whole))
                    .doOnNext(buffer -> given.addAndGet(buffer.readableByteCount()))
                    .concatWith(Mono.defer(() -> given.get() == length ? Mono.empty() : Mono.error(new Missing(id))));
        });
    }

    private static Flux<DataBuffer> body(MediaId id, ClientResponse response, boolean whole) {
        var expected = whole ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT;
        if (response.statusCode().isSameCodeAs(expected)) {
            return response.bodyToFlux(DataBuffer.class);
        }
        return response.releaseBody()
                .thenMany(Flux.error(() -> response.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                        ? new Missing(id)
                        : new IOException("Cloudinary answered " + response.statusCode())));
    }

    @Override
    public Mono<Void> delete(MediaId id) {
        return destroy(id, MediaPart.IMAGE).then(destroy(id, MediaPart.THUMB));
    }

    private Mono<Void> destroy(MediaId id, MediaPart part) {
        var body = new MultipartBodyBuilder();
        signed(Map.of("public_id", publicId(id, part), "invalidate", "true")).forEach(body::part);
        return http.post()
                .uri(account.apiUrl() + "/v1_1/{cloud}/image/destroy", account.cloudName())
                .body(BodyInserters.fromMultipartData(body.build()))
                .exchangeToMono(this::answer)
                .filter(answer -> "ok".equals(answer.result()) || "not found".equals(answer.result()))
                .switchIfEmpty(Mono.error(() -> new IOException("Cloudinary did not delete the picture")))
                .then();
    }

    /// What it says in failure may hold our parameters, so only the status is told.
    private Mono<Answer> answer(ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.bodyToMono(Answer.class);
        }
        return response.releaseBody()
                .then(Mono.error(() -> new IOException("Cloudinary answered " + response.statusCode())));
    }

    private Map<String, String> signed(Map<String, String> parameters) {
        var all = new HashMap<>(parameters);
        all.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        var signed = CloudinarySignature.sign(all, account.apiSecret());
        signed.put("api_key", account.apiKey());
        return signed;
    }

    private String publicId(MediaId id, MediaPart part) {
        return account.folder() + "/" + part.key(id);
    }
}
